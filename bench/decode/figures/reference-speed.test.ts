import { describe, expect, it } from 'vitest';
import { againstReference } from './reference-speed.ts';

describe('a decode against the reference', () => {
  it('is compared as it is, and as the reference would be on a machine of this speed', () => {
    // Half the matrix speed doubles the reference's time, and so halves the ratio.
    expect(againstReference(525, { threads: 1, seconds: 10, peak: 62 })).toEqual({ plain: 0.5, scaled: 0.25 });
  });

  it('is compared as it is alone with two threads, whose peak is not known there', () => {
    expect(againstReference(1_540, { threads: 2, seconds: 10, peak: 124 })).toEqual({ plain: 2 });
  });

  it.each([
    [1, 4],
    [4, 10],
  ])('is not compared with %d threads and %d s', (threads, seconds) => {
    expect(againstReference(1, { threads, seconds, peak: 124 })).toBeUndefined();
  });
});
