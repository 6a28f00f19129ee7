import { describe, expect, it } from 'vitest';
import { foldWeightNorm } from './fold-weight-norm.ts';

describe('foldWeightNorm', () => {
  it('gives every input channel the length of its gain', () => {
    const folded = foldWeightNorm(Float32Array.of(10, -1), Float32Array.of(3, 4, 0, 0, 0, 2));
    expect(folded).toEqual(Float32Array.of(6, 8, 0, -0, -0, -1));
  });

  it('sums squares that float32 cannot', () => {
    const direction = new Float32Array(4).fill(1e30);
    expect(foldWeightNorm(Float32Array.of(1), direction)).toEqual(new Float32Array(4).fill(0.5));
  });

  it('has no direction for zeros', () => {
    expect(foldWeightNorm(Float32Array.of(1), Float32Array.of(0, 0))).toEqual(Float32Array.of(Number.NaN, Number.NaN));
  });
});
