import { describe, expect, it } from 'vitest';
import { evenly, gainDb } from '../test/filter-response.ts';
import { designResampleFilter } from './resample-filter.ts';

describe('designResampleFilter', () => {
  it.each([
    [24_000, 48_000],
    [48_000, 24_000],
    [16_000, 48_000],
    [8_000, 48_000],
    [48_000, 16_000],
    [44_100, 48_000],
    [48_000, 44_100],
    [22_050, 48_000],
  ])('is flat to 5/6 of the band and stops images and aliases: %i -> %i', (from, to) => {
    const filter = designResampleFilter(from, to);
    const nyquist = Math.min(from, to) / 2;
    const gains = (frequencies: number[]) => frequencies.map((frequency) => gainDb(filter, frequency / from));
    const passBand = gains(evenly(0, (nyquist * 5) / 6, 25));
    expect(Math.max(...passBand.map(Math.abs))).toBeLessThan(0.1);
    const highest = (filter.phases * from) / 2;
    expect(Math.max(...gains(evenly(nyquist, Math.min(highest, 2 * nyquist), 40)))).toBeLessThan(-80);
    expect(Math.max(...gains(evenly(nyquist, highest, 40)))).toBeLessThan(-80);
  });

  it('has a gain of 1 at 0 Hz in every phase', () => {
    const { table, taps, phases } = designResampleFilter(44_100, 48_000);
    for (let phase = 0; phase <= phases; phase++) {
      const sum = table.subarray(phase * taps, (phase + 1) * taps).reduce((total, tap) => total + tap, 0);
      expect(sum).toBeCloseTo(1, 6);
    }
  });

  it('brings the ratio to lowest terms', () => {
    expect(designResampleFilter(44_100, 48_000)).toMatchObject({ up: 160, down: 147, phases: 160 });
    expect(designResampleFilter(48_000, 8_000)).toMatchObject({ up: 1, down: 6, phases: 1 });
  });

  it.each([
    [191_999, 192_000],
    [4_000, 191_999],
    [192_000, 4_001],
  ])('keeps the table small for the awkward ratio %i : %i', (from, to) => {
    const { table, taps, phases, up } = designResampleFilter(from, to);
    expect(phases).toBeLessThan(up);
    expect(table.length).toBeLessThanOrEqual(65_536 + taps);
  });
});
