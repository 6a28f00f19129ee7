import { describe, expect, it } from 'vitest';
import { medianStages } from './stage-times.ts';

describe('medianStages', () => {
  it('is the median of each stage', () => {
    const headers = ['queue;dur=1, total;dur=10', 'queue;dur=3, total;dur=30', 'queue;dur=2, total;dur=20'];
    expect(medianStages(headers)).toEqual(
      new Map([
        ['queue', 2],
        ['total', 20],
      ]),
    );
  });

  it('counts a stage of no time, and no answer without the stage', () => {
    expect(medianStages(['wait;dur=0', 'total;dur=5', undefined])).toEqual(
      new Map([
        ['wait', 0],
        ['total', 5],
      ]),
    );
  });

  it('is nothing of no headers', () => {
    expect(medianStages([]).size).toBe(0);
  });
});
