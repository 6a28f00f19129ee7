import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.ts';
import { lowBand } from './low-band.ts';

describe('lowBand', () => {
  it.each(['tiny-12hz', 'tiny-25hz'])('begins and ends its step where every case of %s does', (checkpoint) => {
    const index = JSON.parse(readFileSync(goldenPath(`${checkpoint}/golden/index.json`), 'utf8'));
    const cases: { geometry: Record<string, number> }[] = Object.values(index.cases);
    expect(cases).toHaveLength(8);
    for (const { geometry } of cases) {
      const weights = lowBand(geometry.samples_48k ?? 0, 4_000, 48_000);
      expect(weights).toHaveLength(geometry.mask_end ?? 0);
      // The first bin of the step still counts in full.
      expect(weights.findIndex((weight) => weight < 1)).toBe((geometry.mask_start ?? 0) + 1);
    }
  });

  it('falls from 1 to 0 in eight bins', () => {
    const weights = lowBand(48_000, 4_000, 48_000);
    const step = [...weights.slice(-8)];
    const expected = Array.from({ length: 8 }, (_, i) => 1 - 3 * (i / 7) ** 2 + 2 * (i / 7) ** 3);
    step.forEach((weight, i) => {
      expect(weight).toBeCloseTo(expected[i] as number, 14);
    });
    expect(new Set(weights.slice(0, -8))).toEqual(new Set([1]));
  });

  it.each([
    ['at 0 Hz', 0, 4, [1, 1 - 7 / 27, 1 - 20 / 27, 0]],
    ['above half the sample rate', 30_000, 31, Array(31).fill(1)],
  ])('is cut off where the spectrum ends: cutoff %s', (_, cutoff, length, expected) => {
    const weights = lowBand(60, cutoff, 48_000);
    expect(weights).toHaveLength(length);
    expected.forEach((weight, bin) => {
      expect(weights[bin]).toBeCloseTo(weight, 14);
    });
  });

  it('keeps the only bin of a single sample', () => {
    expect([...lowBand(1, 4_000, 48_000)]).toEqual([1]);
  });
});
