import { describe, expect, it } from 'vitest';
import { energy, innerProduct, similarity } from './similarity.ts';

/** Similarity of two whole pieces. */
function alike(a: number[], b: number[]): number {
  const [left, right] = [Float32Array.from(a), Float32Array.from(b)];
  const product = innerProduct(left, 0, right, 0, a.length);
  return similarity(product, energy(left, 0, a.length) + energy(right, 0, b.length), a.length);
}

describe('similarity', () => {
  it.each([
    ['equal', [1, -2, 3], [1, -2, 3], 1],
    ['opposite', [1, -2, 3], [-1, 2, -3], -1],
    ['unrelated', [1, 0], [0, 1], 0],
    ['of the same shape but ten times as loud', [1, 2], [10, 20], 20 / 101],
    ['silent', [0, 0], [0, 0], 1],
    ['silent and not', [0, 0], [1, 1], 0],
  ])('of pieces that are %s', (_, a, b, expected) => {
    expect(alike(a, b)).toBeCloseTo(expected, 6);
  });
});

describe('innerProduct', () => {
  it('takes even and odd lengths from any place on', () => {
    const a = Float32Array.of(9, 1, 2, 3);
    const b = Float32Array.of(4, 5, 6);
    expect(innerProduct(a, 1, b, 0, 3)).toBe(32);
    expect(innerProduct(a, 1, b, 0, 2)).toBe(14);
    expect(innerProduct(a, 1, b, 0, 0)).toBe(0);
  });
});
