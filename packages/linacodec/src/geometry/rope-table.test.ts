import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floats, goldenPath, readSafetensors } from '../../test/golden.ts';
import { ropeFrequencies, ropeTable } from './rope-table.ts';

/** Units in the last place between two arrays of finite float32 values. */
function ulps(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  const order = (values: Float32Array) =>
    Array.from(new Int32Array(values.slice().buffer), (bits) => (bits < 0 ? -(bits & 0x7fffffff) : bits));
  const right = order(b);
  return order(a).reduce((most, bits, n) => Math.max(most, Math.abs(bits - (right[n] as number))), 0);
}

describe('ropeFrequencies', () => {
  it('has the bits of the reference at the official size', () => {
    const { rope } = JSON.parse(readFileSync(goldenPath('layout-full.json'), 'utf8'));
    const frequencies = ropeFrequencies(rope.head_dim, rope.theta);
    const hex = Array.from(new Uint32Array(frequencies.buffer), (bits) => `0x${bits.toString(16).padStart(8, '0')}`);
    expect(hex).toEqual(rope.frequencies_float32_hex);
  });

  it('refuses an odd head, whose last channel has no partner', () => {
    expect(() => ropeFrequencies(7, 10_000)).toThrow('the head dimension is 7');
  });
});

describe('ropeTable', () => {
  it.each([
    ['tiny-12hz', 'prenet', 12, 25],
    ['tiny-12hz', 'mel_decoder', 8, 188],
    ['tiny-25hz', 'prenet', 16, 25],
    ['tiny-25hz', 'mel_decoder', 8, 95],
  ])('is within one bit of the table of %s, %s', (checkpoint, stage, headDim, count) => {
    const stages = readSafetensors(goldenPath(`${checkpoint}/golden/stages-25.safetensors`));
    const { cos, sin } = ropeTable(headDim, 10_000, 0, count);
    expect(ulps(cos, floats(stages, `rope_cos_${stage}`))).toBeLessThanOrEqual(1);
    expect(ulps(sin, floats(stages, `rope_sin_${stage}`))).toBeLessThanOrEqual(1);
  });

  it('rounds angles to float32, which exact angles after 30 s differ from', () => {
    const { cos } = ropeTable(64, 10_000, 2_812, 1);
    const angle = (i: number) => 2_812 * 10_000 ** (-i / 32);
    const error = cos.reduce((most, value, i) => Math.max(most, Math.abs(value - Math.cos(angle(i)))), 0);
    expect(error).toBeGreaterThan(1e-5);
    expect(error).toBeLessThan(2e-4);
  });

  it('begins at any position', () => {
    const whole = ropeTable(8, 10_000, 0, 50);
    const part = ropeTable(8, 10_000, 20, 10);
    expect(part.cos).toEqual(whole.cos.slice(20 * 4, 30 * 4));
    expect(part.sin).toEqual(whole.sin.slice(20 * 4, 30 * 4));
  });

  it('may be empty', () => {
    expect(ropeTable(8, 10_000, 5, 0).cos).toHaveLength(0);
  });
});
