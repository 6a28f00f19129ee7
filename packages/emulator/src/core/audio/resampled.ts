import { Resampler } from '@voxlane/audio';

/** A whole clip at another rate; rates in Hz. */
export function resampled(samples: Float32Array, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const [head, tail] = [resampler.push(samples), resampler.flush()];
  const clip = new Float32Array(head.length + tail.length);
  clip.set(head);
  clip.set(tail, head.length);
  return clip;
}
