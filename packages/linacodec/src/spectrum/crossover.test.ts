import { describe, expect, it } from 'vitest';
import { floats, goldenPath, maxAbs, readSafetensors, snr } from '../../test/golden.ts';
import { noise, tone } from '../../test/spectrum/signals.ts';
import { crossover } from './crossover.ts';
import { lowBand } from './low-band.ts';
import { resample2x } from './resample2x.ts';

/** Takes each bin of the low band out of a and puts that of b in, by the definition of the transform. */
function slowCrossover(a: Float32Array, b: Float32Array, cutoffHz: number): Float64Array {
  const length = a.length;
  const out = Float64Array.from(a);
  const angle = (k: number, n: number) => (2 * Math.PI * ((k * n) % length)) / length;
  lowBand(length, cutoffHz, 48_000).forEach((weight, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < length; n++) {
      const difference = (a[n] as number) - (b[n] as number);
      re += difference * Math.cos(angle(k, n));
      im -= difference * Math.sin(angle(k, n));
    }
    const isItsOwnMirror = k === 0 || 2 * k === length;
    const scale = ((isItsOwnMirror ? 1 : 2) * weight) / length;
    for (let n = 0; n < length; n++) {
      out[n] = (out[n] as number) - scale * (re * Math.cos(angle(k, n)) - im * Math.sin(angle(k, n)));
    }
  });
  return out;
}

describe('crossover', () => {
  it('merges the branches of tiny-12hz as the reference does', () => {
    const stages = readSafetensors(goldenPath('tiny-12hz/golden/stages-25.safetensors'));
    const waveform = floats(readSafetensors(goldenPath('tiny-12hz/golden/n25.safetensors')), 'waveform');
    const low = resample2x(floats(stages, 'audio_24k_head'));
    const high = floats(stages, 'audio_48k_head').subarray(0, low.length);
    const merged = crossover(high, low);
    expect(snr(waveform, merged)).toBeGreaterThan(120);
    expect(maxAbs(waveform, merged)).toBeLessThan(1e-6);
  });

  it.each([
    ['one row of 512', 512, 4_000],
    ['a prime number of columns', 512 * 7, 4_000],
    ['as many columns as are done at once', 512 * 16, 4_000],
    ['one column more', 512 * 17, 4_000],
    ['fewer rows: 256', 256 * 5, 4_000],
    ['fewer rows: 2', 2 * 127, 4_000],
    ['an odd length', 1_023, 9_000],
    ['a prime length', 257, 4_000],
    ['a step that is all there is', 7, 12_000],
    ['a step cut off at 0 Hz', 512 * 3, 0],
    ['a step cut off at half the sample rate', 512 * 2, 24_000],
    ['nearly all bins in the low band', 512 * 3, 23_000],
    ['three samples', 3, 4_000],
    ['two samples', 2, 4_000],
    ['one sample', 1, 4_000],
  ])('is what its definition says: %s', (_, length, cutoff) => {
    const a = noise(length, length);
    const b = noise(length + 1, length);
    expect(snr(slowCrossover(a, b, cutoff), crossover(a, b, cutoff))).toBeGreaterThan(140);
  });

  it('takes tones below the cutoff from b and those above it from a, at a length with a large prime factor', () => {
    const length = 512 * 937;
    const bins = (bin: number) => tone((bin * 48_000) / length, 48_000, length);
    const below = bins(30_000);
    const above = bins(50_000);
    const sum = (x: Float32Array, y: Float32Array) => x.map((value, n) => value + (y[n] as number));
    const silence = new Float32Array(length);
    expect(maxAbs(above, crossover(sum(below, above), silence))).toBeLessThan(2e-7);
    expect(maxAbs(below, crossover(silence, sum(below, above)))).toBeLessThan(2e-7);
  });

  it('is circular: what is shifted comes out shifted', () => {
    const [a, b] = [noise(1, 512 * 5), noise(2, 512 * 5)];
    const shift = (x: Float32Array) => Float32Array.from(x, (_, n) => x[(n + 777) % x.length] as number);
    expect(snr(shift(crossover(a, b)), crossover(shift(a), shift(b)))).toBeGreaterThan(140);
  });

  it('leaves equal branches as they are, and nothing of a when the whole spectrum is b', () => {
    const [a, b] = [noise(3, 512 * 11), noise(4, 512 * 11)];
    expect(crossover(a, a)).toEqual(a);
    expect(maxAbs(b, crossover(a, b, 30_000))).toBeLessThan(1e-12);
  });

  it('gives nothing for no samples', () => {
    expect(crossover(new Float32Array(0), new Float32Array(0))).toHaveLength(0);
  });

  it('refuses branches of two lengths, and a cutoff below 0', () => {
    const [a, b] = [new Float32Array(512), new Float32Array(513)];
    expect(() => crossover(a, b)).toThrow('a has 512 samples and b 513');
    expect(() => crossover(a, a, -1)).toThrow('the cutoff is -1 Hz');
    expect(() => crossover(a, a, Number.NaN)).toThrow('the cutoff is NaN Hz');
  });
});
