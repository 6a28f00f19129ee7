import { describe, expect, it } from 'vitest';
import { isSmooth, smoothLength } from './smooth-length.ts';

describe('isSmooth', () => {
  it('is true of products of 2, 3 and 5 alone', () => {
    const smooth = Array.from({ length: 32 }, (_, n) => n + 1).filter(isSmooth);
    expect(smooth).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20, 24, 25, 27, 30, 32]);
  });
});

describe('smoothLength', () => {
  it.each([
    [0, 1],
    [1, 1],
    [7, 8],
    [11.2, 12],
    [937, 960],
    [1_094, 1_125],
    [4_094, 4_096],
    [1_000_003, 1_012_500],
  ])('goes from %d up to %i', (least, length) => {
    expect(smoothLength(least)).toBe(length);
  });
});
