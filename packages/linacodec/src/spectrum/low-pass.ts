/**
 * Stop band in dB that the window aims at. What it stops is a difference of two branches that sound alike, so more
 * would not be heard, and would make the transition wider.
 */
const STOP_BAND_DB = 60;
/** Kaiser's formula for the window's shape. */
const KAISER_BETA = 0.1102 * (STOP_BAND_DB - 8.7);

/**
 * Linear-phase low pass of `taps` taps (odd): a sinc under a Kaiser window (J. F. Kaiser, 1974) with a gain of 1 at
 * 0 Hz. Half the amplitude passes at the cutoff; the transition is about `3.6 * sampleRate / taps` Hz wide.
 */
export function lowPass(taps: number, cutoffHz: number, sampleRate: number): Float64Array<ArrayBuffer> {
  const middle = (taps - 1) / 2;
  const radians = (2 * Math.PI * cutoffHz) / sampleRate;
  const filter = Float64Array.from({ length: taps }, (_, tap) => {
    const distance = tap - middle;
    const sinc = distance === 0 ? radians : Math.sin(radians * distance) / distance;
    return sinc * bessel(KAISER_BETA * Math.sqrt(1 - (distance / middle) ** 2));
  });
  const sum = filter.reduce((total, tap) => total + tap, 0);
  return filter.map((tap) => tap / sum);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; term > sum * Number.EPSILON; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
