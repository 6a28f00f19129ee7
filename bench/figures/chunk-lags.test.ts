import { describe, expect, it } from 'vitest';
import { chunkLags } from './chunk-lags.ts';

const chunks = [
  { at: 100, bytes: 10 },
  { at: 200, bytes: 10 },
];

describe('chunkLags', () => {
  it('counts to the last byte of each chunk', () => {
    const arrivals = [
      { at: 101, total: 9 },
      { at: 103, total: 10 },
      { at: 207, total: 20 },
    ];
    expect(chunkLags(chunks, arrivals)).toEqual([3, 7]);
  });

  it('takes chunks apart that came in one piece', () => {
    expect(chunkLags(chunks, [{ at: 210, total: 20 }])).toEqual([110, 10]);
  });

  it('counts a chunk that was made early from the moment when its turn came', () => {
    const early = [
      { at: 200, bytes: 10 },
      { at: 100, bytes: 10 },
    ];
    expect(chunkLags(early, [{ at: 205, total: 20 }])).toEqual([5, 5]);
  });

  it('leaves out a chunk of which the last byte is missing', () => {
    expect(chunkLags(chunks, [{ at: 104, total: 19 }])).toEqual([4]);
    expect(chunkLags(chunks, [])).toEqual([]);
  });
});
