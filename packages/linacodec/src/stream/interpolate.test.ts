import { describe, expect, it } from 'vitest';
import { floats, maxAbs } from '../../test/golden.ts';
import { CHECKPOINTS, goldenStages } from '../../test/golden-case.ts';
import { interpolationScale } from '../geometry/interpolation-grid.ts';
import { interpolate } from './interpolate.ts';

/** Interpolates a whole signal. */
function whole(frames: Float32Array, width: number, outputs: number): Float32Array {
  const inputs = frames.length / width;
  return interpolate(frames, width, {
    scale: interpolationScale(inputs, outputs),
    inputs,
    from: 0,
    to: outputs,
    base: 0,
  });
}

describe('interpolate', () => {
  it.each(CHECKPOINTS)('makes of the frames of %s those of the reference', (name) => {
    const stages = goldenStages(name);
    const [outputs = 0, width = 0] = stages.get('interpolated')?.shape ?? [];
    const made = whole(floats(stages, 'conv_upsampled'), width, outputs);
    // Values are below 4: a rounding of each product and one of their sum.
    expect(maxAbs(made, floats(stages, 'interpolated'))).toBeLessThanOrEqual(3 * 2 ** -23);
  });

  it('takes half-pixel centres, and repeats the frames at the ends', () => {
    expect([...whole(Float32Array.of(0, 10), 1, 4)]).toEqual([0, 2.5, 7.5, 10]);
    expect([...whole(Float32Array.of(0, 10, 20, 30), 1, 2)]).toEqual([5, 25]);
  });

  it('leaves frames as they are when their number stays', () => {
    const frames = Float32Array.of(1, -1, 2, -2, 3, -3);
    expect(whole(frames, 2, 3)).toEqual(frames);
  });

  it('repeats a single frame', () => {
    expect([...whole(Float32Array.of(1, 2), 2, 3)]).toEqual([1, 2, 1, 2, 1, 2]);
  });

  it('makes of a part what it makes of the whole, bit for bit', () => {
    const [inputs, outputs, width] = [1000, 938, 2];
    const frames = Float32Array.from({ length: inputs * width }, (_, n) => Math.sin(n * n));
    const scale = interpolationScale(inputs, outputs);
    const all = whole(frames, width, outputs);
    for (const [from, to, base, end] of [
      [0, 10, 0, 12],
      [500, 600, 530, 642],
      [930, 938, 990, 1000],
      [7, 7, 0, 0],
    ] as const) {
      const part = interpolate(frames.subarray(base * width, end * width), width, { scale, inputs, from, to, base });
      expect(part).toEqual(all.slice(from * width, to * width));
    }
  });
});
