import { describe, expect, it } from 'vitest';
import { stretchCurve } from './stretch-curve.ts';

describe('stretchCurve', () => {
  it.each([
    [[1, 3], 0.5, 4, [1, 2, 3, 3]],
    [[1, 2, 3, 4], 2, 2, [1, 3]],
    [[7], 0.25, 4, [7, 7, 7, 7]],
    [[], 0.5, 0, []],
  ])('takes %j at speed %d to %i samples', (samples, speed, length, expected) => {
    expect([...stretchCurve(Float32Array.from(samples), speed, length)]).toEqual(expected);
  });
});
