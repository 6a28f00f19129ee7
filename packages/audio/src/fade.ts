/** Samples in `milliseconds` at `sampleRate` Hz, rounded to the nearest. */
export function millisecondsToSamples(milliseconds: number, sampleRate: number): number {
  return Math.round((milliseconds * sampleRate) / 1000);
}

/**
 * A copy whose first `length` samples rise from silence along a raised cosine: short (2-10 ms), it removes the click
 * where a piece of speech begins off zero. A `length` past the end fades over all there is.
 */
export function fadeIn(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const faded = new Float32Array(samples);
  const span = fadeSpan(samples, length);
  for (let i = 0; i < span; i++) faded[i] = (faded[i] as number) * gainAt(i, span);
  return faded;
}

/** A copy whose last `length` samples fall to silence: {@link fadeIn} in the mirror, so that both gains add up to 1. */
export function fadeOut(samples: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const faded = new Float32Array(samples);
  const span = fadeSpan(samples, length);
  for (let i = 0; i < span; i++) {
    const at = faded.length - 1 - i;
    faded[at] = (faded[at] as number) * gainAt(i, span);
  }
  return faded;
}

function fadeSpan(samples: Float32Array, length: number): number {
  if (!Number.isInteger(length) || length < 0) {
    throw new RangeError(`a fade of ${length} samples is not possible; it must be a whole number, 0 or more`);
  }
  return Math.min(length, samples.length);
}

/** Raised cosine, taken in the middle of each sample: never exactly 0 or 1, hence symmetric for any span. */
function gainAt(index: number, span: number): number {
  return 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / span);
}
