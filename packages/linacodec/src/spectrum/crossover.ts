import type { ComplexArray } from './complex-array.ts';
import { CROSSOVER_HZ, CROSSOVER_RATE } from './crossover-point.ts';
import { lowBand } from './low-band.ts';
import { RealColumns } from './real-columns.ts';
import { RowFilter } from './row-filter.ts';

/** Most rows of the matrix that a signal becomes: whole codec output is a multiple of 512 samples. */
const MAX_ROWS = 512;

/**
 * Low band of `b`, high band of `a`, cut in the spectrum of the whole signals, so circularly: `a - L(a - b)`, where L
 * keeps the bins of `lowBand`. As these are few, the FFT is done as rows times columns, and of a row only those bins
 * are worked out. Signals are of equal length, otherwise a RangeError; the cutoff is in Hz and not negative. Takes
 * memory of about three times one signal, and time that is nearly linear whatever factors its length has.
 */
export function crossover(
  a: Float32Array,
  b: Float32Array,
  cutoffHz = CROSSOVER_HZ,
  sampleRate = CROSSOVER_RATE,
): Float32Array<ArrayBuffer> {
  if (a.length !== b.length) throw new RangeError(`a has ${a.length} samples and b ${b.length}; they must be as long`);
  if (!(cutoffHz >= 0)) throw new RangeError(`the cutoff is ${cutoffHz} Hz; it must not be negative`);
  if (a.length === 0) return new Float32Array(0);
  const rows = powerOfTwoIn(a.length);
  const columns = new RealColumns(rows, a.length / rows);
  const spectra = columns.analyse(a, b);
  keepLowBand(spectra, rows, a.length, lowBand(a.length, cutoffHz, sampleRate));
  return columns.subtract(a, spectra);
}

/** Weights bin `row + rows * k` of a signal of `samples` samples in each row, and scales for all that was not. */
function keepLowBand(spectra: ComplexArray, rows: number, samples: number, low: Float64Array): void {
  const half = Math.floor(rows / 2);
  const highest = low.length - 1;
  const from = -Math.floor((highest + half) / rows);
  const count = Math.floor(highest / rows) - from + 1;
  const filter = new RowFilter({ rows, columns: samples / rows, from, count });
  // The columns' spectra come doubled, and no FFT was scaled.
  const scale = 1 / (2 * samples * filter.gain);
  const weights = new Float64Array(count);
  for (let row = 0; row <= half; row++) {
    for (let k = 0; k < count; k++) weights[k] = scale * weightOf(row + rows * (from + k), samples, low);
    filter.next(spectra, row * (samples / rows), weights);
  }
}

/** Weight of a bin of either sign. Beyond half the samples a bin is another one's double, and does not count twice. */
function weightOf(bin: number, samples: number, low: Float64Array): number {
  const isDouble = 2 * bin > samples || 2 * bin <= -samples;
  return isDouble ? 0 : (low[Math.abs(bin)] ?? 0);
}

/** Largest power of two up to {@link MAX_ROWS} that divides `samples`. */
function powerOfTwoIn(samples: number): number {
  let power = 1;
  while (power < MAX_ROWS && samples % (2 * power) === 0) power *= 2;
  return power;
}
