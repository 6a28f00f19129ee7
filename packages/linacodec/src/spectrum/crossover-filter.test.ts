import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { floats, goldenPath, readSafetensors, snr } from '../../test/golden.ts';
import { join, noise } from '../../test/spectrum/signals.ts';
import { crossover } from './crossover.ts';
import { CrossoverFilter } from './crossover-filter.ts';
import { lowPass } from './low-pass.ts';
import { resample2x } from './resample2x.ts';

type Branches = [a: Float32Array, b: Float32Array];

function branches(length: number): Branches {
  return [noise(length, length), noise(length + 1, length)];
}

/** The whole stream, pushed in pieces that are at most so long. */
function stream(
  filter: CrossoverFilter,
  [a, b]: Branches,
  longest: number,
  random = seededRandom(longest),
): Float32Array {
  const parts: Float32Array[] = [];
  for (let at = 0; at < a.length; ) {
    const end = at + Math.ceil(random() * longest);
    parts.push(filter.push(a.subarray(at, end), b.subarray(at, end)));
    at = end;
  }
  return join([...parts, filter.flush()]);
}

/** The convolution by its definition. */
function slowFilter([a, b]: Branches, taps: number, cutoffHz: number): Float64Array {
  const filter = lowPass(taps, cutoffHz, 48_000);
  const reach = (taps - 1) / 2;
  return Float64Array.from(a, (sample, n) => {
    const low = filter.reduce((sum, tap, k) => sum + tap * ((a[n + reach - k] ?? 0) - (b[n + reach - k] ?? 0)), 0);
    return sample - low;
  });
}

describe('CrossoverFilter', () => {
  it.each([
    [3, 200, 4_000],
    [63, 1, 4_000],
    [63, 31, 4_000],
    [63, 132, 4_000],
    [63, 133, 4_000],
    [63, 1_000, 12_000],
    [255, 3_001, 100],
  ])('is the convolution of its definition: %i taps, %i samples, %i Hz', (taps, length, cutoffHz) => {
    const input = branches(length);
    const expected = slowFilter(input, taps, cutoffHz);
    expect(snr(expected, stream(new CrossoverFilter({ taps, cutoffHz }), input, length))).toBeGreaterThan(135);
  });

  it.each([1, 7, 1_000, 5_000, 20_000])('gives the same bits in pieces of up to %i samples', (longest) => {
    const input = branches(19_777);
    const options = { taps: 511 };
    const whole = stream(new CrossoverFilter(options), input, input[0].length, () => 1);
    expect(stream(new CrossoverFilter(options), input, longest)).toEqual(whole);
  });

  it('gives as many samples as it takes, and never holds more back than it says', () => {
    const filter = new CrossoverFilter();
    const [a, b] = branches(25_000);
    let held = 0;
    let most = 0;
    for (let at = 0; at < a.length; at += 1) {
      held += 1 - filter.push(a.subarray(at, at + 1), b.subarray(at, at + 1)).length;
      most = Math.max(most, held);
    }
    expect(most).toBe(filter.latency);
    expect(filter.flush()).toHaveLength(held);
  });

  it('is ready for another stream after flush', () => {
    const filter = new CrossoverFilter({ taps: 255 });
    const input = branches(3_000);
    const first = stream(filter, input, 700);
    expect(stream(filter, input, 700)).toEqual(first);
  });

  it('comes near the exact crossover even for branches that have nothing in common', () => {
    const stages = readSafetensors(goldenPath('tiny-12hz/golden/stages-25.safetensors'));
    const low = resample2x(floats(stages, 'audio_24k_head'));
    const high = floats(stages, 'audio_48k_head').subarray(0, low.length);
    expect(snr(crossover(high, low), stream(new CrossoverFilter(), [high, low], 48_000))).toBeGreaterThan(35);
  });

  it('leaves equal branches as they are', () => {
    const [a] = branches(10_000);
    expect(stream(new CrossoverFilter(), [a, a], 4_000)).toEqual(a);
  });

  it('gives nothing for an empty stream', () => {
    const filter = new CrossoverFilter();
    expect(filter.push(new Float32Array(0), new Float32Array(0))).toHaveLength(0);
    expect(filter.flush()).toHaveLength(0);
  });

  it('refuses pieces of two lengths and takes nothing of them', () => {
    const filter = new CrossoverFilter();
    expect(() => filter.push(new Float32Array(2), new Float32Array(1))).toThrow('a has 2 samples and b 1');
    expect(filter.flush()).toHaveLength(0);
  });

  it.each([
    [{ cutoffHz: 0 }, 'the cutoff is 0 Hz'],
    [{ cutoffHz: 24_000 }, 'the cutoff is 24000 Hz'],
    [{ cutoffHz: Number.NaN }, 'the cutoff is NaN Hz'],
    [{ sampleRate: Number.NaN }, 'half the sample rate, NaN Hz'],
    [{ taps: 2_048 }, 'the filter has 2048 taps'],
    [{ taps: 1 }, 'the filter has 1 taps'],
    [{ taps: 65_537 }, 'the filter has 65537 taps'],
    [{ taps: 2.5 }, 'the filter has 2.5 taps'],
  ])('refuses %j', (options, message) => {
    expect(() => new CrossoverFilter(options)).toThrow(message);
  });
});
