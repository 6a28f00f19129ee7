import { describe, expect, it } from 'vitest';
import { spreadOf } from './spread.ts';

describe('spreadOf', () => {
  it('gives values that were measured, by the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(spreadOf(hundred)).toEqual({ n: 100, p50: 50, p90: 90, p99: 99, max: 100 });
  });

  it('sorts by size, not by digits', () => {
    expect(spreadOf([100, 9, 20])).toMatchObject({ p50: 20, max: 100 });
  });

  it('is the one value, or nothing', () => {
    expect(spreadOf([7])).toEqual({ n: 1, p50: 7, p90: 7, p99: 7, max: 7 });
    expect(spreadOf([])).toEqual({ n: 0, p50: Number.NaN, p90: Number.NaN, p99: Number.NaN, max: Number.NaN });
  });
});
