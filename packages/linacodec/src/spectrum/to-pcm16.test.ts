import { describe, expect, it } from 'vitest';
import { floats, goldenPath, readSafetensors } from '../../test/golden.ts';
import { toPcm16 } from './to-pcm16.ts';

describe('toPcm16', () => {
  it('follows the reference vectors', () => {
    const vectors = readSafetensors(goldenPath('pcm16.safetensors'));
    expect(toPcm16(floats(vectors, 'input'))).toEqual(vectors.get('pcm16_clip_trunc')?.data);
  });

  it.each(['n25', 'zeros', 'max'])('makes the 16-bit samples of the loud case %s', (name) => {
    const tensors = readSafetensors(goldenPath(`tiny-25hz/golden/${name}.safetensors`));
    expect(toPcm16(floats(tensors, 'waveform'))).toEqual(tensors.get('pcm16')?.data);
  });

  it.each([
    [0, 0],
    [-0, 0],
    [1, 32_767],
    [-1, -32_767],
    [1.5, 32_767],
    [-7, -32_767],
    [Number.POSITIVE_INFINITY, 32_767],
    [Number.NEGATIVE_INFINITY, -32_767],
    [Number.NaN, 0],
    [1.9 / 32_767, 1],
    [-1.9 / 32_767, -1],
    [0.5 / 32_767, 0],
  ])('makes %d to %i', (sample, pcm) => {
    expect([...toPcm16(new Float32Array([sample]))]).toEqual([pcm]);
  });

  it('gives nothing for no samples', () => {
    expect(toPcm16(new Float32Array(0))).toHaveLength(0);
  });
});
