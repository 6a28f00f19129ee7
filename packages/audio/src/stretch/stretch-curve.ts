/**
 * `length` samples along the straight lines between those of `samples`, `speed` input samples apart. For a clip of a few
 * milliseconds, which holds too few periods to leave some out; its pitch changes with the speed.
 */
export function stretchCurve(samples: Float32Array, speed: number, length: number): Float32Array<ArrayBuffer> {
  const last = samples.length - 1;
  return Float32Array.from({ length }, (_, n) => {
    const place = Math.min(last, n * speed);
    const index = Math.floor(place);
    const before = samples[index] as number;
    const after = samples[Math.min(last, index + 1)] as number;
    return before + (after - before) * (place - index);
  });
}
