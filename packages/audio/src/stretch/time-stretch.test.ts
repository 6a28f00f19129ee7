import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../../test/random.ts';
import { joinFloats, sine, speechLike } from '../../test/signals.ts';
import { largestStep, pitchOf, RATE, rms, stretched, voice } from '../../test/stretched.ts';
import { findAttacks } from './find-attacks.ts';
import { TimeStretch } from './time-stretch.ts';

const SPEEDS = [0.25, 0.5, 0.75, 1.25, 2, 4];
/** A window, in samples at RATE. */
const WINDOW = 0.024 * RATE;

function decibels(ratio: number): number {
  return 20 * Math.log10(ratio);
}

/** Bursts of noise of some ms each `period` samples over a faint hiss. */
function bursts(count: number, period: number): Float32Array {
  const random = seededRandom(5);
  return Float32Array.from({ length: count * period }, (_, n) => {
    const since = (n % period) - period / 2;
    const burst = since < 0 ? 0 : 1.6 * Math.exp(-since / (0.004 * RATE));
    return (random() - 0.5) * (burst + 0.002);
  });
}

describe('TimeStretch', () => {
  it.each([...SPEEDS, 1, 0.9, 1.1, Math.PI, 0.3333])('gives exactly round(n / speed) samples at speed %d', (speed) => {
    for (const length of [0, 1, 2, 3, 287, 288, 575, 576, 577, 800, 1_151, 1_152, 4_321, 20_011]) {
      expect(stretched(speechLike(1, length, 0.5), speed), `${length}`).toHaveLength(Math.round(length / speed));
    }
  });

  it.each([4_000, 11_025, 44_100, 48_000, 192_000])('works at %i Hz', (rate) => {
    for (const speed of SPEEDS) {
      const output = stretched(
        voice(() => 120, 0.5, rate),
        speed,
        rate,
      );
      expect(output).toHaveLength(Math.round(Math.round(0.5 * rate) / speed));
      expect(pitchOf(output, Math.floor(output.length / 4), rate) / 120).toBeCloseTo(1, 1);
    }
  });

  it.each(SPEEDS)('gives the same bits however the input is cut at speed %d', (speed) => {
    const input = joinFloats([speechLike(2, 9_000, 0.7), bursts(6, 2_000)]);
    const expected = stretched(input, speed);
    for (const longest of [2, 97, 576, 5_000]) {
      const stretch = new TimeStretch({ sampleRate: RATE, speed });
      const cuts = randomCuts(seededRandom(longest), input.length, longest);
      const parts = cuts.map(([from, to]) => stretch.push(input.subarray(from, to)));
      expect(joinFloats([...parts, stretch.flush()])).toEqual(expected);
    }
  });

  it.each(SPEEDS)('keeps a pitch of 120 Hz within 2 percent at speed %d', (speed) => {
    const output = stretched(
      voice(() => 120, 1),
      speed,
    );
    for (let at = 0; at + 2_000 < output.length; at += 500) {
      expect(Math.abs(pitchOf(output, at) / 120 - 1)).toBeLessThan(0.02);
    }
  });

  it.each(SPEEDS)('keeps a gliding pitch and its place in time within 2 percent at speed %d', (speed) => {
    const pitchAt = (seconds: number) => 110 + 30 * seconds;
    const output = stretched(voice(pitchAt, 2), speed);
    const lag = (0.04 * RATE + RATE / 120) / 2;
    for (let at = 0; at + 2_000 < output.length; at += 1_000) {
      expect(Math.abs(pitchOf(output, at) / pitchAt(((at + lag) * speed) / RATE) - 1)).toBeLessThan(0.02);
    }
  });

  it.each(SPEEDS)('keeps the level of a tone and of noise within 1 dB at speed %d', (speed) => {
    const random = seededRandom(9);
    const noise = Float32Array.from({ length: 2 * RATE }, () => random() - 0.5);
    for (const input of [voice(() => 120, 2), sine(440, RATE, 2 * RATE, 0.5), noise]) {
      expect(Math.abs(decibels(rms(stretched(input, speed)) / rms(input)))).toBeLessThan(1);
    }
  });

  it.each(SPEEDS)('makes no step a quarter larger than those of the input at speed %d', (speed) => {
    for (const input of [voice((t) => 100 + 40 * t, 2), sine(200, RATE, RATE, 0.8), speechLike(4, RATE, 0.8)]) {
      expect(largestStep(stretched(input, speed))).toBeLessThan(1.25 * largestStep(input));
    }
  });

  it.each(SPEEDS)('never gets louder than the highest peak of the input at speed %d', (speed) => {
    const random = seededRandom(10);
    const square = Float32Array.from({ length: RATE }, () => (random() < 0.5 ? -1 : 1));
    expect(stretched(square, speed).every((value) => Math.abs(value) <= 1)).toBe(true);
  });

  it.each(SPEEDS)('begins with the first sample and ends with the last, without a fade, at speed %d', (speed) => {
    const input = voice(() => 150, 0.5);
    const output = stretched(input, speed);
    expect(output[0]).toBeCloseTo(input[0] as number, 3);
    expect(rms(output.subarray(0, 240))).toBeGreaterThan(0.8 * rms(input.subarray(0, 240)));
    expect(output.at(-1)).toBeCloseTo(input.at(-1) as number, 3);
  });

  it.each(SPEEDS)('keeps silence silent and a constant constant at speed %d', (speed) => {
    expect(stretched(new Float32Array(RATE), speed).every((value) => value === 0)).toBe(true);
    const constant = stretched(new Float32Array(RATE).fill(0.5), speed);
    expect(constant.every((value) => Math.abs(value - 0.5) < 1e-6)).toBe(true);
  });

  it.each(SPEEDS)(
    'brings an onset within a window of its time, of input where that is shorter, at speed %d',
    (speed) => {
      for (const silence of [5_000, 7_777, 12_345]) {
        const input = joinFloats([new Float32Array(silence), sine(300, RATE, RATE / 2, 0.5)]);
        const onset = stretched(input, speed).findIndex((value) => Math.abs(value) > 0.1);
        expect(Math.abs(onset - silence / speed) * Math.min(1, speed)).toBeLessThan(WINDOW);
      }
    },
  );

  it.each([
    [0.25, 25, 26],
    [0.5, 25, 26],
    [0.75, 25, 26],
    [1.25, 24, 26],
    [2, 23, 25],
    [4, 20, 25],
  ])('at speed %d plays 25 bursts %i to %i times', (speed, least, most) => {
    const frame = 0.004 * RATE;
    const attacks = findAttacks(stretched(bursts(25, 5_848), speed), frame);
    const heard = attacks.filter((at, i) => at - (attacks[i - 1] ?? -1_000) > frame).length;
    expect(heard).toBeGreaterThanOrEqual(least);
    expect(heard).toBeLessThanOrEqual(most);
  });

  it('takes what is not finite for silence and keeps it from spreading', () => {
    const hostile = voice(() => 120, 0.5);
    const cleaned = hostile.slice();
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].forEach((value, i) => {
      hostile[2_000 + 1_500 * i] = value;
      cleaned[2_000 + 1_500 * i] = 0;
    });
    for (const speed of SPEEDS) expect(stretched(hostile, speed)).toEqual(stretched(cleaned, speed));
  });

  it('stays finite with the largest and the smallest floats', () => {
    for (const size of [3.4e38, 1.2e-38]) {
      const random = seededRandom(11);
      const input = Float32Array.from({ length: RATE / 2 }, () => size * (2 * random() - 1));
      for (const speed of SPEEDS) expect(stretched(input, speed).every(Number.isFinite)).toBe(true);
    }
  });

  it.each(SPEEDS)('runs no further behind than it says at speed %d', (speed) => {
    const stretch = new TimeStretch({ sampleRate: RATE, speed });
    const stated = (RATE / 1_000) * Math.max((speed < 1 ? 32 : 22) + 12 * speed, 24 * speed);
    const input = speechLike(6, RATE, 0.5);
    let given = 0;
    for (let at = 0; at < input.length; at += 10) {
      given += stretch.push(input.subarray(at, at + 10)).length;
      expect(at + 10 - given * speed).toBeLessThanOrEqual(stated + 10);
    }
  });

  it('hands samples through untouched at speed 1', () => {
    const stretch = new TimeStretch({ sampleRate: RATE, speed: 1 });
    const samples = Float32Array.of(0.1, Number.NaN, 2);
    expect(stretch.push(samples)).toBe(samples);
    expect(stretch.flush()).toHaveLength(0);
  });

  it('begins anew after flush', () => {
    const stretch = new TimeStretch({ sampleRate: RATE, speed: 1.5 });
    const input = speechLike(7, 9_999, 0.5);
    const once = joinFloats([stretch.push(input), stretch.flush()]);
    expect(joinFloats([stretch.push(input), stretch.flush()])).toEqual(once);
    expect(stretch.flush()).toHaveLength(0);
  });

  it.each([0, -1, 0.249, 4.001, Number.NaN, Number.POSITIVE_INFINITY])('refuses a speed of %d', (speed) => {
    expect(() => new TimeStretch({ sampleRate: RATE, speed })).toThrow(
      new RangeError(`speed is ${speed}; it must be a number from 0.25 to 4`),
    );
  });

  it('refuses a sample rate that no audio has', () => {
    expect(() => new TimeStretch({ sampleRate: 0, speed: 2 })).toThrow(RangeError);
  });
});
