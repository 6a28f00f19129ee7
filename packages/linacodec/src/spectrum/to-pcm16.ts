/** Full scale of the decoder's 16-bit samples. */
const SCALE = 32_767;

/**
 * Samples as 16-bit integers by the rule of the reference data: NaN is 0, the rest is clamped to [-1, 1], multiplied by
 * 32767 in float32 and cut off toward 0.
 */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let n = 0; n < samples.length; n++) {
    const clamped = Math.max(-1, Math.min(1, samples[n] as number));
    // An Int16Array cuts off by itself, and stores NaN as 0.
    pcm[n] = Math.fround(clamped * SCALE);
  }
  return pcm;
}
