import { describe, expect, it } from 'vitest';
import { nextStep } from './next-step.ts';

const FINENESS = 0.05;

/** Tries numbers until nothing is left to try; gives what holds at last, and all that was tried. */
function search(limit: number, guess: number, fineness = FINENESS) {
  const bracket = { holds: 0, breaks: Number.POSITIVE_INFINITY };
  const tried: number[] = [];
  for (let next = nextStep(bracket, guess, fineness); next !== undefined; next = nextStep(bracket, guess, fineness)) {
    tried.push(next);
    bracket[next <= limit ? 'holds' : 'breaks'] = next;
  }
  return { found: bracket.holds, tried };
}

describe('nextStep', () => {
  it('goes up by quarters until something breaks, and then halves what is between', () => {
    expect(search(140, 100)).toEqual({ found: 140, tried: [100, 125, 156, 140, 148, 144] });
  });

  it('goes down by quarters until something holds', () => {
    expect(search(70, 100)).toEqual({ found: 70, tried: [100, 80, 64, 72, 68, 70] });
  });

  it.each([1, 2, 3, 7, 15, 16, 100, 999])(
    'ends at most a twentieth below a limit of %i, wherever it began',
    (limit) => {
      for (const guess of [0.2, 1, 5, 50, 500]) {
        const { found, tried } = search(limit, guess);
        expect(found).toBeLessThanOrEqual(limit);
        expect(limit - found).toBeLessThanOrEqual(found * FINENESS);
        expect(new Set(tried).size).toBe(tried.length);
      }
    },
  );

  it('finds that nothing holds', () => {
    expect(search(0, 10)).toEqual({ found: 0, tried: [10, 8, 6, 5, 4, 3, 2, 1] });
  });

  it('is content with less when it is told to', () => {
    expect(search(140, 100, 0.5).tried).toEqual([100, 125, 156]);
  });
});
