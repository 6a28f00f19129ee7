import { describe, expect, it } from 'vitest';
import { jointGaps } from './joint-gaps.ts';

describe('jointGaps', () => {
  it('measures from the last byte of a piece to the first byte of the next', () => {
    const arrivals = [
      { at: 10, total: 5 },
      { at: 20, total: 10 },
      { at: 320, total: 11 },
      { at: 330, total: 20 },
    ];
    expect(jointGaps([10, 10], arrivals)).toEqual([300]);
  });

  it('is nothing where both came at once', () => {
    expect(jointGaps([10, 10], [{ at: 10, total: 20 }])).toEqual([0]);
  });

  it('knows no gap of a single piece, nor of one that never came', () => {
    expect(jointGaps([10], [{ at: 10, total: 10 }])).toEqual([]);
    expect(jointGaps([10, 10], [{ at: 10, total: 10 }])).toEqual([]);
  });
});
