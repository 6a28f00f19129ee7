import { describe, expect, it } from 'vitest';
import { floats, goldenPath, maxAbs, readSafetensors } from '../../test/golden.ts';
import { inputPosition, interpolationGrid, interpolationRange, interpolationScale } from './interpolation-grid.ts';

describe('interpolationGrid', () => {
  it.each([
    ['tiny-12hz', 200, 188],
    ['tiny-25hz', 100, 95],
  ])(
    'makes the interpolated frames of %s but for the last float32 bit, which weights off by 1e-6 would not',
    (checkpoint, inputs, outputs) => {
      const stages = readSafetensors(goldenPath(`${checkpoint}/golden/stages-25.safetensors`));
      const x = floats(stages, 'conv_upsampled');
      const width = x.length / inputs;
      const { i0, i1, w } = interpolationGrid(inputs, outputs);
      const at = (frame: number | undefined, channel: number) => x[(frame ?? Number.NaN) * width + channel] as number;
      const actual = Float32Array.from({ length: outputs * width }, (_, n) => {
        const m = Math.floor(n / width);
        const weight = w[m] as number;
        return (1 - weight) * at(i0[m], n % width) + weight * at(i1[m], n % width);
      });
      expect(maxAbs(floats(stages, 'interpolated'), actual)).toBeLessThan(5e-7);
    },
  );

  it('copies when the lengths are equal', () => {
    expect(interpolationGrid(3, 3)).toEqual({
      i0: new Int32Array([0, 1, 2]),
      i1: new Int32Array([1, 2, 2]),
      w: new Float32Array(3),
    });
  });

  it('stays with the first input before its centre, and with the last one after its centre', () => {
    expect(interpolationGrid(2, 4)).toEqual({
      i0: new Int32Array([0, 0, 0, 1]),
      i1: new Int32Array([1, 1, 1, 1]),
      w: new Float32Array([0, 0.25, 0.75, 0.25]),
    });
  });

  it('repeats a single input', () => {
    const { i0, i1 } = interpolationGrid(1, 8);
    expect([...i0, ...i1]).toEqual(Array(16).fill(0));
  });

  it('keeps to the inputs, in order, for every length of an utterance', () => {
    for (let tokens = 1; tokens <= 400; tokens++) {
      const inputs = 8 * tokens;
      const { i0, i1, w } = interpolationGrid(inputs, Math.floor((1_920 * tokens + 120) / 256) + 1);
      expect(i0.every((index, m) => index >= (m === 0 ? 0 : (i0[m - 1] as number)) && index < inputs)).toBe(true);
      expect(i1.every((index, m) => index === Math.min((i0[m] as number) + 1, inputs - 1))).toBe(true);
      expect(w.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
    }
  });

  it.each([
    [0, 1],
    [1, 0],
    [1.5, 1],
    [Number.NaN, 1],
  ])('refuses to go from %d to %d frames', (inputs, outputs) => {
    expect(() => interpolationGrid(inputs, outputs)).toThrow('both must be at least 1');
  });
});

describe('interpolationScale', () => {
  it('is a float32 quotient', () => {
    expect(interpolationScale(3_000, 2_813)).toBe(Math.fround(3_000 / 2_813));
    expect(interpolationScale(3_000, 2_813)).not.toBe(3_000 / 2_813);
  });
});

describe('interpolationRange', () => {
  const inputs = 1_000;
  const outputs = 938;
  const scale = interpolationScale(inputs, outputs);
  const whole = interpolationGrid(inputs, outputs);

  it.each([
    [0, 100],
    [417, 700],
    [900, 938],
    [500, 500],
  ])('is outputs %i to %i of the whole grid, counted from a base', (from, to) => {
    const base = Math.floor(inputPosition(scale, from));
    const part = interpolationRange({ scale, inputs, from, to, base });
    expect(part.i0.map((index) => index + base)).toEqual(whole.i0.slice(from, to));
    expect(part.i1.map((index) => index + base)).toEqual(whole.i1.slice(from, to));
    expect(part.w).toEqual(whole.w.slice(from, to));
    expect(part.i0[0] ?? 0).toBe(0);
  });

  it('goes on without an end while the number of inputs is not known', () => {
    const { i0, i1 } = interpolationRange({ scale, inputs: Number.POSITIVE_INFINITY, from: 937, to: 1_200, base: 0 });
    expect(i1).toEqual(i0.map((index) => index + 1));
    expect(i0.at(-1)).toBe(Math.floor(1_199.5 * scale - 0.5));
  });

  it('keeps its weights far from the start, where float32 positions would have lost them', () => {
    const from = 20_000_000;
    const base = Math.floor(inputPosition(1.0625, from));
    const { w } = interpolationRange({ scale: 1.0625, inputs: Number.POSITIVE_INFINITY, from, to: from + 2, base });
    expect([...w]).toEqual([0.03125, 0.09375]);
  });
});
