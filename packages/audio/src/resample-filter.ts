/** A bank of FIR filters, one for each place an output sample can take between two input samples. */
export interface ResampleFilter {
  /** Output and input samples of one period: `up / down` is the ratio of the rates in lowest terms. */
  readonly up: number;
  readonly down: number;
  /** Input samples that one output sample is made of; always even, half of them before it and half after. */
  readonly taps: number;
  /** Places between two input samples that the table has: `up` when it is exact, fewer when it must be interpolated. */
  readonly phases: number;
  /** Coefficients `[phases + 1, taps]`; the last row is one input sample on, for interpolation up to it. */
  readonly table: Float32Array;
}

/** Stop band in dB below full scale that the design aims at; images and aliases stay under -80 dB for every ratio. */
const STOP_BAND_DB = 84;
/** Zero crossings of the filter on each side: with the stop band above, flat within 0.1 dB to 5/6 of the lower Nyquist rate. */
const HALF_WIDTH = 28;
/** Largest table in coefficients (256 KiB). Ratios that would need more are interpolated, with errors under the stop band. */
const MAX_TABLE = 65_536;

/** Kaiser's formulas: the window's shape for a stop band, and the transition's width for a length in samples. */
const KAISER_BETA = 0.1102 * (STOP_BAND_DB - 8.7);
const TRANSITION = (STOP_BAND_DB - 7.95) / (14.36 * 2 * HALF_WIDTH);
/** Middle of the transition in cycles per sample of the lower rate: the stop band begins at its Nyquist rate. */
const CUTOFF = 0.5 - TRANSITION / 2;

/**
 * Designs a low pass as a windowed sinc (J. F. Kaiser, 1974) and splits it into phases. Rates are whole numbers of
 * Hz. Every phase has a gain of exactly 1 at 0 Hz (but for rounding), so that a constant stays constant.
 */
export function designResampleFilter(from: number, to: number): ResampleFilter {
  const divisor = gcd(from, to);
  const up = to / divisor;
  const down = from / divisor;
  const scale = Math.min(1, to / from);
  const half = Math.ceil(HALF_WIDTH / scale);
  const taps = 2 * half;
  const phases = Math.min(up, Math.floor(MAX_TABLE / taps));
  const table = new Float32Array((phases + 1) * taps);
  for (let phase = 0; phase <= phases; phase++) {
    const row = Array.from({ length: taps }, (_, k) => kernel((phase / phases - (k - half + 1)) * scale));
    const gain = row.reduce((sum, tap) => sum + tap, 0);
    table.set(
      row.map((tap) => tap / gain),
      phase * taps,
    );
  }
  return { up, down, taps, phases, table };
}

/** The prototype at `t` samples of the lower rate from its middle; its gain is left to the caller. */
function kernel(t: number): number {
  const place = t / HALF_WIDTH;
  if (Math.abs(place) >= 1) return 0;
  const angle = 2 * Math.PI * CUTOFF * t;
  const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
  return sinc * besselI0(KAISER_BETA * Math.sqrt(1 - place * place));
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
