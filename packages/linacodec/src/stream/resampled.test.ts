import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { noise } from '../../test/spectrum/signals.ts';
import { RESAMPLE_REACH } from '../spectrum/resample-kernel.ts';
import { resample2x } from '../spectrum/resample2x.ts';
import { Resampled } from './resampled.ts';

describe('Resampled', () => {
  it.each([0, 1, 2, RESAMPLE_REACH, 100, 1_000])(
    'gives %i samples as if resampled at once, however they come',
    (count) => {
      const signal = noise(count, count);
      const whole = resample2x(signal);
      const random = seededRandom(count);
      for (let round = 0; round < 20; round++) {
        const resampled = new Resampled();
        const read: number[] = [];
        const settle = (final: boolean) => {
          resampled.settle(final);
          read.push(...resampled.slice(read.length, resampled.end));
          resampled.drop(read.length);
        };
        for (let at = 0; at < count; ) {
          const size = Math.floor(random() * 60);
          resampled.push(signal.subarray(at, at + size));
          at += size;
          if (random() < 0.7) settle(false);
        }
        settle(true);
        expect(read).toEqual([...whole]);
      }
    },
  );

  it('holds back what later samples can change, and no more', () => {
    const resampled = new Resampled();
    resampled.push(noise(1, RESAMPLE_REACH));
    resampled.settle(false);
    expect(resampled.end).toBe(0);
    resampled.push(noise(2, 10));
    resampled.settle(false);
    expect(resampled.end).toBe(20);
    resampled.settle(true);
    expect(resampled.end).toBe(2 * (RESAMPLE_REACH + 10));
  });

  it('does not hand out samples that it was told to forget', () => {
    const resampled = new Resampled();
    resampled.push(noise(3, 50));
    resampled.settle(true);
    resampled.drop(40);
    expect(resampled.slice(40, 100)).toHaveLength(60);
    expect(() => resampled.slice(39, 100)).toThrow(RangeError);
  });
});
