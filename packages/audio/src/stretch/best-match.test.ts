import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/random.ts';
import { sine } from '../../test/signals.ts';
import { bestMatch } from './best-match.ts';

describe('bestMatch', () => {
  it.each([1, 2, 4, 8])('finds a period to the sample when searching in steps of %i', (decimation) => {
    const samples = sine(110, 24_000, 3_000);
    const at = bestMatch(samples, { reference: 0, from: 700, to: 1_100, exact: 900, length: 288, decimation });
    expect(Math.abs(at - (24_000 / 110) * 4)).toBeLessThanOrEqual(1);
  });

  it('prefers the same loudness to the same shape', () => {
    const samples = sine(200, 24_000, 3_000).map((value, n) => (n < 960 ? value : 8 * value));
    const range = { reference: 0, from: 600, to: 1_000, exact: 1_000, length: 240, decimation: 4 };
    expect(bestMatch(samples, range)).toBe(720);
  });

  it('takes the exact place where all are equal', () => {
    const range = { reference: 0, from: 100, to: 200, exact: 140, length: 50, decimation: 4 };
    expect(bestMatch(new Float32Array(300), range)).toBe(140);
  });

  it('stays within the range, however narrow', () => {
    const random = seededRandom(1);
    const samples = Float32Array.from({ length: 600 }, () => random() - 0.5);
    for (let width = 0; width < 10; width++) {
      const range = { reference: 0, from: 50, to: 50 + width, exact: 50, length: 100, decimation: 4 };
      const at = bestMatch(samples, range);
      expect(at).toBeGreaterThanOrEqual(50);
      expect(at).toBeLessThanOrEqual(50 + width);
    }
  });
});
