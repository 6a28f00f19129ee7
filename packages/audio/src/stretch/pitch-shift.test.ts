import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../../test/random.ts';
import { joinFloats, speechLike } from '../../test/signals.ts';
import { largestStep, RATE, rms, voice } from '../../test/stretched.ts';
import { PitchShift, type PitchShiftOptions } from './pitch-shift.ts';

const PITCHES = [0.5, 0.8, 1.25, 2];

function shifted(
  samples: Float32Array,
  options: Omit<PitchShiftOptions, 'sampleRate'>,
  sampleRate = RATE,
): Float32Array {
  const shift = new PitchShift({ sampleRate, ...options });
  return joinFloats([shift.push(samples), shift.flush()]);
}

/** Magnitude of the component of a frequency in Hz, under a Hann window, so that its neighbours do not leak into it. */
function magnitude(samples: Float32Array, frequency: number, rate: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((value, n) => {
    const weighted = value * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / samples.length));
    real += weighted * Math.cos((2 * Math.PI * frequency * n) / rate);
    imaginary += weighted * Math.sin((2 * Math.PI * frequency * n) / rate);
  });
  return Math.hypot(real, imaginary);
}

/** The fundamental in Hz near an expected one: where the first five harmonics together are strongest. */
function fundamental(samples: Float32Array, expected: number, rate = RATE): number {
  const strength = (frequency: number) =>
    [1, 2, 3, 4, 5].reduce((sum, harmonic) => sum + magnitude(samples, harmonic * frequency, rate) / harmonic, 0);
  const candidates = Array.from({ length: 81 }, (_, i) => expected * (0.96 + 0.001 * i));
  return candidates.reduce((best, one) => (strength(one) > strength(best) ? one : best), expected);
}

describe('PitchShift', () => {
  it.each([
    [0.5, 1],
    [0.8, 1],
    [1.25, 1],
    [2, 1],
    [1.5, 1.5],
    [0.5, 4],
    [2, 0.25],
    [1.37, 0.7],
  ])('brings a voice to %d times its pitch within one percent, at speed %d', (pitch, speed) => {
    const output = shifted(
      voice(() => 130, 1.2 * Math.max(1, speed)),
      { pitch, speed },
    );
    const middle = output.subarray(Math.floor(output.length / 4), Math.floor(output.length / 4) + RATE / 2);
    expect(Math.abs(fundamental(middle, 130 * pitch) / (130 * pitch) - 1)).toBeLessThan(0.01);
  });

  it.each([8_000, 44_100, 48_000])('does so at %i Hz', (rate) => {
    const output = shifted(
      voice(() => 150, 0.8, rate),
      { pitch: 1.25 },
      rate,
    );
    const middle = output.subarray(rate / 4, rate / 2);
    expect(Math.abs(fundamental(middle, 187.5, rate) / 187.5 - 1)).toBeLessThan(0.01);
  });

  it.each([...PITCHES, 1, 1.01, 0.99, 1.333])('keeps the exact length at pitch %d, whatever the speed', (pitch) => {
    for (const speed of [0.25, 0.8, 1, 2, 4]) {
      for (const length of [0, 1, 2, 57, 288, 577, 1_151, 4_321, 10_007]) {
        const output = shifted(speechLike(3, length, 0.5), { pitch, speed });
        expect(output, `${length} at ${speed}`).toHaveLength(Math.round(length / speed));
      }
    }
  });

  it.each(PITCHES)('gives the same bits however the input is cut at pitch %d', (pitch) => {
    const input = speechLike(2, 15_000, 0.7);
    const expected = shifted(input, { pitch, speed: 1.2 });
    for (const longest of [2, 97, 5_000]) {
      const shift = new PitchShift({ sampleRate: RATE, pitch, speed: 1.2 });
      const cuts = randomCuts(seededRandom(longest), input.length, longest);
      const parts = cuts.map(([from, to]) => shift.push(input.subarray(from, to)));
      expect(joinFloats([...parts, shift.flush()])).toEqual(expected);
    }
  });

  it.each(PITCHES)('keeps the level, and makes no click, at pitch %d', (pitch) => {
    for (const input of [voice((t) => 110 + 30 * t, 1.5), speechLike(4, 2 * RATE, 0.5)]) {
      const output = shifted(input, { pitch });
      expect(Math.abs(20 * Math.log10(rms(output) / rms(input)))).toBeLessThan(1);
      // A pitch so many times as high climbs so many times as fast.
      const inner = output.subarray(100, -100);
      expect(largestStep(inner)).toBeLessThan(1.4 * Math.max(1, pitch) * largestStep(input));
    }
  });

  it.each(PITCHES)('keeps silence silent at pitch %d', (pitch) => {
    expect(shifted(new Float32Array(RATE), { pitch }).every((value) => value === 0)).toBe(true);
  });

  it('hands samples through untouched where nothing is to be changed', () => {
    const shift = new PitchShift({ sampleRate: RATE, pitch: 1, speed: 1 });
    const samples = Float32Array.of(0.1, 2);
    expect(shift.push(samples)).toBe(samples);
    expect(shift.flush()).toHaveLength(0);
  });

  it('begins anew after flush', () => {
    const shift = new PitchShift({ sampleRate: RATE, pitch: 1.3 });
    const input = speechLike(7, 9_999, 0.5);
    const once = joinFloats([shift.push(input), shift.flush()]);
    expect(joinFloats([shift.push(input), shift.flush()])).toEqual(once);
    expect(shift.flush()).toHaveLength(0);
  });

  it.each([0, 0.49, 2.01, Number.NaN])('refuses a pitch of %d', (pitch) => {
    expect(() => new PitchShift({ sampleRate: RATE, pitch })).toThrow(
      new RangeError(`pitch is ${pitch}; it must be a number from 0.5 to 2`),
    );
  });

  it.each([0, 0.2, 4.1])('refuses a speed of %d', (speed) => {
    expect(() => new PitchShift({ sampleRate: RATE, pitch: 1, speed })).toThrow(RangeError);
  });
});
