import { describe, expect, it } from 'vitest';
import { PEAK_SPAN, PeakList } from './peak-list.ts';

describe('PeakList', () => {
  it('finds the loudest sample of each part, above and below zero, and clips at 1', () => {
    const peaks = new PeakList();
    for (const peak of [0.25, -0.5, 0.125, -3]) peaks.add(new Float32Array(PEAK_SPAN).fill(0).with(17, peak));
    expect([...peaks.take(4)]).toEqual([0.25, 0.5, 0.125, 1]);
    expect([...peaks.take(2)]).toEqual([0.5, 1]);
    expect([...peaks.take(8)]).toEqual([0.25, 0.25, 0.5, 0.5, 0.125, 0.125, 1, 1]);
  });

  it('counts the part that is not full yet', () => {
    const peaks = new PeakList();
    peaks.add(Float32Array.of(0, 0.5));
    expect([...peaks.take(1)]).toEqual([0.5]);
  });

  it.each([0, -1, 1.5, Number.NaN, 1e9])('refuses %d buckets', (buckets) => {
    expect(() => new PeakList().take(buckets)).toThrow(RangeError);
  });
});
