import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/random.ts';
import { sine } from '../../test/signals.ts';
import { rms } from '../../test/stretched.ts';
import { crossfade } from './crossfade.ts';

function noise(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: 20_000 }, () => random() - 0.5);
}

describe('crossfade', () => {
  it('leaves a signal faded to itself as it is', () => {
    const tone = sine(300, 24_000, 288, 0.7);
    crossfade(tone, tone).forEach((value, n) => {
      expect(value).toBeCloseTo(tone[n] as number, 6);
    });
  });

  it('keeps the level of unrelated noises in the middle', () => {
    const middle = crossfade(noise(1), noise(2)).subarray(8_000, 12_000);
    expect(20 * Math.log10(rms(middle) / rms(noise(1)))).toBeCloseTo(0, 0);
  });

  it('goes from one to the other', () => {
    const faded = crossfade(new Float32Array(100).fill(-0.5), new Float32Array(100).fill(0.5));
    expect(faded[0]).toBeCloseTo(-0.5, 2);
    expect(faded[99]).toBeCloseTo(0.5, 2);
  });

  it('fades silence in and out, and nothing to nothing', () => {
    expect(crossfade(new Float32Array(10), new Float32Array(10))).toEqual(new Float32Array(10));
    expect(crossfade(new Float32Array(0), new Float32Array(0))).toHaveLength(0);
  });

  it('lets no sample beyond the peak of both', () => {
    const loud = Float32Array.from({ length: 64 }, (_, n) => (n % 2 === 0 ? 1 : -1));
    const other = Float32Array.from({ length: 64 }, (_, n) => (n % 4 < 2 ? 1 : -1));
    for (const value of crossfade(loud, other)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
  });
});
