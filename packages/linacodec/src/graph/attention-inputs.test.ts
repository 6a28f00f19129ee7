import { describe, expect, it } from 'vitest';
import { attentionMask } from './attention-inputs.ts';

/** Frames that `query` may see, by the mask; keys of a block begin half a block before it. */
function seenBy(mask: Float32Array, query: number, block: number): number[] {
  const first = Math.floor(query / block) * block - block / 2;
  const row = mask.subarray(query * 2 * block, (query + 1) * 2 * block);
  return [...row.keys()].filter((key) => row[key] === 0).map((key) => key + first);
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

describe('attentionMask', () => {
  it.each([
    // The length, window and block, and which frames one frame sees.
    { frames: 1, window: 5, block: 4, query: 0, sees: [0] },
    { frames: 10, window: 1, block: 4, query: 5, sees: [5] },
    { frames: 10, window: 5, block: 4, query: 0, sees: [0, 1, 2] },
    { frames: 10, window: 5, block: 4, query: 1, sees: [0, 1, 2, 3] },
    { frames: 10, window: 5, block: 4, query: 3, sees: [1, 2, 3, 4, 5] },
    { frames: 10, window: 5, block: 4, query: 4, sees: [2, 3, 4, 5, 6] },
    { frames: 10, window: 5, block: 4, query: 8, sees: [6, 7, 8, 9] },
    { frames: 10, window: 5, block: 4, query: 9, sees: [7, 8, 9] },
    { frames: 3, window: 5, block: 8, query: 1, sees: [0, 1, 2] },
    { frames: 8, window: 3, block: 4, query: 7, sees: [6, 7] },
  ])('lets frame $query of $frames see $sees in a window of $window', ({ frames, window, block, query, sees }) => {
    expect(seenBy(attentionMask(frames, window, block), query, block)).toEqual(sees);
  });

  it.each([
    [40, 31, 32],
    [200, 65, 64],
    [64, 33, 32],
  ])('is the window and nothing else for all of %i frames, window %i', (frames, window, block) => {
    const mask = attentionMask(frames, window, block);
    const reach = (window - 1) / 2;
    for (let query = 0; query < frames; query++) {
      const right = range(Math.max(0, query - reach), Math.min(frames, query + reach + 1));
      expect(seenBy(mask, query, block)).toEqual(right);
    }
  });

  it('has whole blocks, and frames of padding see nothing', () => {
    const mask = attentionMask(5, 3, 4);
    expect(mask).toHaveLength(8 * 8);
    for (const query of [5, 6, 7]) expect(seenBy(mask, query, 4)).toEqual([]);
  });

  it('hides with finite numbers, of which a softmax makes no NaN', () => {
    const hidden = attentionMask(1, 3, 4).filter((value) => value !== 0);
    expect(hidden.every((value) => Number.isFinite(value) && value < -1e20)).toBe(true);
  });
});
