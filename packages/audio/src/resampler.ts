import { convolveAt, convolveFour } from './convolve.ts';
import { designResampleFilter, type ResampleFilter } from './resample-filter.ts';
import { checkSampleRate } from './sample-rate.ts';

/** Designed filters kept: designing one takes up to some milliseconds, and a service meets few pairs of rates. */
const MAX_KEPT_FILTERS = 8;
const keptFilters = new Map<string, ResampleFilter>();

/**
 * Band-limited sample rate conversion of a mono stream by any ratio. Output is bit for bit the same however the input
 * is cut into pieces. Output sample 0 lies on input sample 0: the filter's delay is taken out by reading ahead, so
 * that `push` runs some samples behind and `flush` brings the rest. n samples in give ceil(n * to / from) out.
 */
export class Resampler {
  readonly #filter: ResampleFilter | undefined;
  /** Input from the first sample that is still needed, which at the start is the silence before the stream. */
  #input: Float32Array = new Float32Array(0);
  /** Place between two input samples of the next output, in units of 1 / up. */
  #phase = 0;

  /** Rates in Hz, 4000..192000, otherwise a RangeError. With equal rates samples pass through untouched. */
  constructor(from: number, to: number) {
    checkSampleRate(from, 'from');
    checkSampleRate(to, 'to');
    this.#filter = from === to ? undefined : filterFor(from, to);
    this.#reset();
  }

  /** Samples at the new rate that are final now, perhaps none. With equal rates the very same array. */
  push<Buffer extends ArrayBufferLike>(samples: Float32Array<Buffer>): Float32Array<Buffer | ArrayBuffer> {
    if (this.#filter === undefined) return samples;
    const input = new Float32Array(this.#input.length + samples.length);
    input.set(this.#input);
    input.set(samples, this.#input.length);
    const { output, phase, used } = resample(this.#filter, input, this.#phase);
    this.#input = input.slice(used);
    this.#phase = phase;
    return output;
  }

  /** Ends the stream: the last samples, made as if silence followed. Ready for another stream afterwards. */
  flush(): Float32Array<ArrayBuffer> {
    if (this.#filter === undefined) return new Float32Array(0);
    const tail = this.push(new Float32Array(this.#filter.taps / 2));
    this.#reset();
    return tail as Float32Array<ArrayBuffer>;
  }

  #reset(): void {
    this.#input = new Float32Array(this.#filter === undefined ? 0 : this.#filter.taps / 2 - 1);
    this.#phase = 0;
  }
}

interface Resampled {
  output: Float32Array<ArrayBuffer>;
  /** Phase of the next output, and how many input samples lie before its first tap. */
  phase: number;
  used: number;
}

/** Every output whose taps all lie within `input`, the first of which begins at sample 0 with `phase`. */
function resample(filter: ResampleFilter, input: Float32Array, phase: number): Resampled {
  const { up, down, taps, phases } = filter;
  const starts = input.length - taps + 1;
  const count = Math.max(0, Math.ceil((starts * up - phase) / down));
  const output = new Float32Array(count);
  const grouped = phases === up ? count - (count % (4 * up)) : 0;
  for (let group = 0; group < grouped; group += 4 * up) fourPeriods(filter, input, phase, output, group);
  for (let n = grouped; n < count; n++) {
    const place = phase + n * down;
    output[n] = outputAt(filter, input, Math.floor(place / up), place % up);
  }
  const next = phase + count * down;
  return { output, phase: next % up, used: Math.floor(next / up) };
}

/** Four periods of `up` outputs each, from output `first` on: output n of each has the same phase. */
function fourPeriods(
  filter: ResampleFilter,
  input: Float32Array,
  phase: number,
  output: Float32Array,
  first: number,
): void {
  const { up, down, taps, table } = filter;
  for (let n = first; n < first + up; n++) {
    const place = phase + n * down;
    const at = Math.floor(place / up);
    convolveFour(table, (place % up) * taps, input, taps, output, { at, step: down, out: n, stride: up });
  }
}

/** One output; between two rows of the table, which are close enough for a straight line, when it is not exact. */
function outputAt({ up, phases, taps, table }: ResampleFilter, input: Float32Array, at: number, phase: number): number {
  const place = (phase * phases) / up;
  const row = Math.floor(place);
  const before = convolveAt(table, row * taps, input, at, taps);
  if (row === place) return before;
  const after = convolveAt(table, (row + 1) * taps, input, at, taps);
  return before + (after - before) * (place - row);
}

function filterFor(from: number, to: number): ResampleFilter {
  const key = `${from}:${to}`;
  const filter = keptFilters.get(key) ?? designResampleFilter(from, to);
  keptFilters.delete(key);
  keptFilters.set(key, filter);
  const oldest = keptFilters.keys().next().value;
  if (keptFilters.size > MAX_KEPT_FILTERS && oldest !== undefined) keptFilters.delete(oldest);
  return filter;
}
