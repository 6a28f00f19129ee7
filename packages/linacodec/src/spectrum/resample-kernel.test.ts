import { describe, expect, it } from 'vitest';
import { floats, goldenPath, readSafetensors } from '../../test/golden.ts';
import { resampleKernel } from './resample-kernel.ts';

describe('resampleKernel', () => {
  it.each(['tiny-12hz', 'tiny-25hz'])('has the bits of the kernel of %s', (checkpoint) => {
    const stages = readSafetensors(goldenPath(`${checkpoint}/golden/stages-25.safetensors`));
    expect(resampleKernel()).toEqual(floats(stages, 'resample_kernel'));
  });

  it('is symmetric, which the resampler relies on', () => {
    const kernel = resampleKernel();
    const even = kernel.subarray(0, 15);
    // The odd row lies half a sample to the right: its first tap has no partner, and is as good as 0.
    const odd = kernel.subarray(16);
    expect(even.toReversed()).toEqual(even);
    expect(odd.toReversed()).toEqual(odd);
    expect(Math.max(...[0, 14, 15, 16, 29].map((tap) => Math.abs(kernel[tap] as number)))).toBeLessThan(1e-23);
  });
});
