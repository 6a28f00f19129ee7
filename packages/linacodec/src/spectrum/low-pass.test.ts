import { describe, expect, it } from 'vitest';
import { lowPass } from './low-pass.ts';

/** Gain of a filter that is symmetric about its middle tap. */
function gain(filter: Float64Array, hz: number): number {
  const middle = (filter.length - 1) / 2;
  return filter.reduce((sum, tap, n) => sum + tap * Math.cos((2 * Math.PI * hz * (n - middle)) / 48_000), 0);
}

describe('lowPass', () => {
  const filter = lowPass(2_047, 4_000, 48_000);

  it('passes what is more than 43 Hz below the cutoff', () => {
    for (let hz = 0; hz <= 3_957; hz += 8.3) expect(Math.abs(gain(filter, hz) - 1)).toBeLessThan(1.1e-3);
    expect(gain(filter, 0)).toBeCloseTo(1, 12);
  });

  it('stops what is more than 43 Hz above it', () => {
    for (let hz = 4_043; hz <= 24_000; hz += 8.3) expect(Math.abs(gain(filter, hz))).toBeLessThan(1.1e-3);
  });

  it('passes half the amplitude at the cutoff', () => {
    expect(gain(filter, 4_000)).toBeCloseTo(0.5, 3);
  });

  it('is symmetric to the last bit', () => {
    expect(filter.toReversed()).toEqual(filter);
  });

  it('may be as short as three taps', () => {
    const short = lowPass(3, 4_000, 48_000);
    expect(short).toHaveLength(3);
    expect(short.every(Number.isFinite)).toBe(true);
  });
});
