/** Half the width of the transition in bins: it takes 4 below the cutoff's bin and 4 from it on. */
const HALF_TRANSITION = 4;

/**
 * How much of branch B the crossover takes in each bin of a real FFT over `samples` samples, from bin 0 to the last
 * that takes any: 1, then a smooth step `1 - (3 v^2 - 2 v^3)` of 8 bins down to 0 around the cutoff. The cutoff is
 * scaled by the number of bins, as the reference does, and the step is cut off where the spectrum ends.
 */
export function lowBand(samples: number, cutoffHz: number, sampleRate: number): Float64Array {
  const bins = Math.floor(samples / 2) + 1;
  const cutoff = Math.trunc((cutoffHz / (sampleRate / 2)) * bins);
  const start = Math.max(0, cutoff - HALF_TRANSITION);
  const end = Math.min(bins, cutoff + HALF_TRANSITION);
  const steps = Math.max(1, end - start - 1);
  return Float64Array.from({ length: end }, (_, bin) => (bin < start ? 1 : 1 - smoothStep((bin - start) / steps)));
}

function smoothStep(v: number): number {
  return v * v * (3 - 2 * v);
}
