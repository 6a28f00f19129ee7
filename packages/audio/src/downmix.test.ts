import { expect, it } from 'vitest';
import { downmix } from './downmix.ts';

it('takes the mean of the channels of each frame', () => {
  expect([...downmix(Float32Array.of(1, 0, -0.5, 0.5, 1, 1), 2)]).toEqual([0.5, 0, 1]);
  expect([...downmix(Float32Array.of(0.25, 0.5, 0.75), 3)]).toEqual([0.5]);
});

it('hands mono through as it is', () => {
  const mono = Float32Array.of(0.1, 0.2);
  expect(downmix(mono, 1)).toBe(mono);
});

it('refuses frames that are cut and channel counts that cannot be', () => {
  expect(() => downmix(new Float32Array(3), 2)).toThrow('3 samples are not whole frames of 2 channels');
  for (const channels of [0, 9, 1.5, Number.NaN])
    expect(() => downmix(new Float32Array(0), channels)).toThrow(RangeError);
});
