import { describe, expect, it } from 'vitest';
import { lateness } from './lateness.ts';

const alone = {
  begunAt: 1_000,
  arrivals: [
    { at: 1_100, total: 10 },
    { at: 1_200, total: 20 },
  ],
};

describe('lateness', () => {
  it('is none of the stream itself', () => {
    expect(lateness(alone, alone).map(({ lateMs }) => lateMs)).toEqual([0, 0]);
  });

  it('counts from the begin of each stream', () => {
    const other = {
      begunAt: 5_000,
      arrivals: [
        { at: 5_130, total: 10 },
        { at: 5_190, total: 20 },
      ],
    };
    expect(lateness(other, alone)).toEqual([
      { sinceBegin: 130, lateMs: 30 },
      { sinceBegin: 190, lateMs: -10 },
    ]);
  });

  it('asks for the first byte of an arrival, however the bytes are cut', () => {
    const other = {
      begunAt: 0,
      arrivals: [
        { at: 300, total: 15 },
        { at: 400, total: 20 },
      ],
    };
    expect(lateness(other, alone).map(({ lateMs }) => lateMs)).toEqual([200, 200]);
  });

  it('leaves out what the other one never had', () => {
    expect(
      lateness(
        {
          begunAt: 0,
          arrivals: [
            { at: 1, total: 20 },
            { at: 2, total: 21 },
          ],
        },
        alone,
      ),
    ).toHaveLength(1);
    expect(lateness({ begunAt: 0, arrivals: [] }, alone)).toEqual([]);
  });
});
