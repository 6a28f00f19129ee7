import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../test/random.ts';
import { joinFloats, sine } from '../test/signals.ts';
import { Resampler } from './resampler.ts';

const RATIOS: [number, number][] = [
  [24_000, 48_000],
  [48_000, 24_000],
  [44_100, 48_000],
  [16_000, 48_000],
  [22_050, 48_000],
  [8_000, 48_000],
  [48_000, 8_000],
  [44_100, 47_999],
  [192_000, 4_001],
];

function whole(from: number, to: number, samples: Float32Array): Float32Array {
  const resampler = new Resampler(from, to);
  return joinFloats([resampler.push(samples), resampler.flush()]);
}

function noise(seed: number, length: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => 2 * random() - 1);
}

/** Largest value, in dB of full scale, leaving out `edge` samples at each end where the signal is cut. */
function peakDb(samples: Float32Array, edge: number): number {
  return 20 * Math.log10(samples.subarray(edge, -edge).reduce((peak, value) => Math.max(peak, Math.abs(value)), 0));
}

describe('Resampler', () => {
  it.each(RATIOS)('gives the same bits however the input is cut: %i -> %i', (from, to) => {
    const input = noise(from + to, 3_000);
    const expected = whole(from, to, input);
    for (const longest of [1, 5, 97, 2_500]) {
      const resampler = new Resampler(from, to);
      const cuts = randomCuts(seededRandom(longest), input.length, longest);
      const parts = cuts.map(([start, end]) => resampler.push(input.subarray(start, end)));
      expect(joinFloats([...parts, resampler.flush()])).toEqual(expected);
    }
  });

  it.each(RATIOS)('gives ceil(n * to / from) samples: %i -> %i', (from, to) => {
    for (const length of [0, 1, 2, 55, 56, 57, 1_001]) {
      expect(whole(from, to, noise(1, length))).toHaveLength(Math.ceil((length * to) / from));
    }
  });

  it.each([
    [24_000, 48_000],
    [48_000, 24_000],
    [44_100, 48_000],
    [22_050, 48_000],
    [8_000, 48_000],
    [44_100, 47_999],
    [4_000, 191_999],
  ])('keeps a tone in its place and leaves nothing else above -80 dB: %i -> %i', (from, to) => {
    const frequency = Math.min(from, to) * 0.31;
    const output = whole(from, to, sine(frequency, from, Math.ceil(from / 10)));
    const error = output.map((value, n) => value - Math.sin((2 * Math.PI * frequency * n) / to));
    expect(peakDb(error, Math.ceil(output.length / 5))).toBeLessThan(-80);
  });

  it('lets no tone above the new band through', () => {
    for (const frequency of [12_100, 15_000, 20_000]) {
      expect(peakDb(whole(48_000, 24_000, sine(frequency, 48_000, 9_600)), 200)).toBeLessThan(-80);
    }
  });

  it('keeps a constant constant', () => {
    const output = whole(44_100, 48_000, new Float32Array(2_000).fill(0.5));
    for (const value of output.subarray(100, -100)) expect(value).toBeCloseTo(0.5, 6);
  });

  it('hands equal rates through untouched', () => {
    const samples = noise(2, 10);
    const resampler = new Resampler(24_000, 24_000);
    expect(resampler.push(samples)).toBe(samples);
    expect(resampler.flush()).toHaveLength(0);
  });

  it('begins anew after flush', () => {
    const resampler = new Resampler(44_100, 48_000);
    const once = joinFloats([resampler.push(noise(3, 500)), resampler.flush()]);
    expect(joinFloats([resampler.push(noise(3, 500)), resampler.flush()])).toEqual(once);
  });

  it('keeps two streams of the same rates apart', () => {
    const [one, two] = [new Resampler(24_000, 48_000), new Resampler(24_000, 48_000)];
    one.push(noise(4, 100));
    expect(joinFloats([two.push(noise(5, 100)), two.flush()])).toEqual(whole(24_000, 48_000, noise(5, 100)));
  });

  it('works on when more ratios were met than it keeps filters for', () => {
    const before = whole(24_000, 48_000, noise(6, 100));
    for (let rate = 8_000; rate < 8_020; rate++) new Resampler(rate, 16_000);
    expect(whole(24_000, 48_000, noise(6, 100))).toEqual(before);
  });

  it.each([
    [3_999, 48_000],
    [48_000, 192_001],
    [44_100.5, 48_000],
    [Number.NaN, 48_000],
  ])('refuses %d -> %d Hz', (from, to) => {
    expect(() => new Resampler(from, to)).toThrow(RangeError);
  });
});
