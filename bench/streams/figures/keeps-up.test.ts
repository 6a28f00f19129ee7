import { describe, expect, it } from 'vitest';
import { MOST_GROWTH_MS, MOST_LATE_MS, verdictOf } from './keeps-up.ts';

const BLOCKS = 9;

/** A block of ten bytes each second, each of them `late(i)` milliseconds after its time. */
function stream(late: (block: number) => number, begunAt = 0) {
  const arrivals = Array.from({ length: BLOCKS }, (_, i) => ({
    at: begunAt + (i + 1) * 1_000 + late(i),
    total: (i + 1) * 10,
  }));
  return { begunAt, arrivals };
}

const alone = stream(() => 0);

describe('verdictOf', () => {
  it('holds when all streams are as late as they may be, from their begin to their end', () => {
    const verdict = verdictOf([stream(() => MOST_LATE_MS, 77), stream(() => MOST_LATE_MS)], alone);
    expect(verdict).toMatchObject({ holds: true, failed: 0, behind: 0, growthMs: 0 });
    expect(verdict.late).toHaveLength(2 * BLOCKS);
  });

  it('does not hold when one block of one stream is later', () => {
    const once = stream((i) => (i === 4 ? MOST_LATE_MS + 1 : 0));
    expect(verdictOf([alone, once], alone)).toMatchObject({ holds: false, behind: 1, failed: 0 });
  });

  it('does not hold when lateness grows, though nobody is too late yet', () => {
    const step = MOST_GROWTH_MS / 3 + 10;
    expect(verdictOf([stream((i) => i * step)], alone)).toMatchObject({ holds: false, behind: 0, growthMs: 3 * step });
    expect(verdictOf([stream((i) => i * (step - 20))], alone).holds).toBe(true);
  });

  it('does not hold when a stream breaks, or has another length than the one alone', () => {
    const broken = { ...alone, failure: 'socket hang up' };
    const short = { ...alone, arrivals: alone.arrivals.slice(0, -1) };
    expect(verdictOf([broken, short, alone], alone)).toMatchObject({ holds: false, failed: 2 });
  });
});
