import { describe, expect, it } from 'vitest';
import { floats, goldenPath, maxAbs, readSafetensors, snr } from '../../test/golden.ts';
import { noise } from '../../test/spectrum/signals.ts';
import { resampleKernel } from './resample-kernel.ts';
import { resample2x } from './resample2x.ts';

function slowResample(x: Float32Array): Float64Array {
  const kernel = resampleKernel();
  return Float64Array.from({ length: 2 * x.length }, (_, n) => {
    let sum = 0;
    for (let tap = 0; tap < 15; tap++) sum += (kernel[(n % 2) * 15 + tap] as number) * (x[(n >> 1) + tap - 7] ?? 0);
    return sum;
  });
}

describe('resample2x', () => {
  it('makes the start and the end of the resampled branch of tiny-12hz', () => {
    const stages = readSafetensors(goldenPath('tiny-12hz/golden/stages-25.safetensors'));
    const out = resample2x(floats(stages, 'audio_24k_head'));
    expect(maxAbs(floats(stages, 'audio_24k_resampled_head4096'), out.subarray(0, 4_096))).toBeLessThan(1.5e-7);
    expect(maxAbs(floats(stages, 'audio_24k_resampled_tail2048'), out.subarray(-2_048))).toBeLessThan(1.5e-7);
  });

  it('makes the start and the end of the resampled branch of tiny-25hz', () => {
    const stages = readSafetensors(goldenPath('tiny-25hz/golden/stages-25.safetensors'));
    const head = resample2x(floats(stages, 'audio_24k_head_head4096')).subarray(0, 4_096);
    const tail = resample2x(floats(stages, 'audio_24k_head_tail2048')).subarray(-2_048);
    expect(maxAbs(floats(stages, 'audio_24k_resampled_head4096'), head)).toBeLessThan(2.5e-7);
    expect(maxAbs(floats(stages, 'audio_24k_resampled_tail2048'), tail)).toBeLessThan(2.5e-7);
  });

  it.each([0, 1, 2, 6, 7, 13, 14, 1_000])('is the sum over all taps: %i samples', (length) => {
    const x = noise(length, length);
    const out = resample2x(x);
    expect(out).toHaveLength(2 * length);
    expect(snr(slowResample(x), out)).toBeGreaterThan(140);
  });

  it.each([
    [0, 400],
    [3, 397],
    [200, 201],
    [6, 394],
    [150, 150],
    [399, 400],
  ])('makes samples %i to %i of a window as it makes them of the whole', (from, to) => {
    const x = noise(5, 400);
    expect(resample2x(x, from, to)).toEqual(resample2x(x).slice(2 * from, 2 * to));
  });

  it('needs six samples of context at each end of a window, and no more', () => {
    const x = noise(6, 400);
    const whole = resample2x(x);
    expect(resample2x(x.subarray(94, 206), 6, 106)).toEqual(whole.slice(200, 400));
    expect(resample2x(x.subarray(95, 206), 5, 105)).not.toEqual(whole.slice(200, 400));
  });

  it.each([
    [-1, 5],
    [6, 5],
    [0, 11],
    [Number.NaN, 5],
    [0, Number.NaN],
  ])('refuses samples %d to %d of ten', (from, to) => {
    expect(() => resample2x(new Float32Array(10), from, to)).toThrow('are not a range of the 10 given');
  });
});
