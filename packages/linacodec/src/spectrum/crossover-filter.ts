import { CROSSOVER_HZ, CROSSOVER_RATE } from './crossover-point.ts';
import { Fft } from './fft.ts';
import { lowPass } from './low-pass.ts';
import { smoothLength } from './smooth-length.ts';

/** Taps of the low pass: a transition of 85 Hz for a delay of 21 ms. */
const TAPS = 2047;
/** Keeps the FFT to 131,072 points. */
const MAX_TAPS = 65_535;

/** What has a default fits the decoder's two branches. */
export interface CrossoverFilterOptions {
  /** Between 0 and half the sample rate. */
  cutoffHz?: number;
  sampleRate?: number;
  /** Odd, 3..65535. */
  taps?: number;
}

/**
 * The crossover of two branches as a stream of bounded delay: low band of b, high band of a, as `a - h * (a - b)` with
 * a linear-phase low pass h. (The one of `crossover` is as long as the whole signal.) Signals are 0 outside. It is an
 * overlap-save convolution in blocks at fixed places of the stream, so its output is bit for bit the same however the
 * input is cut. Two blocks are the real and the imaginary part of one FFT; a real filter does not mix them.
 */
export class CrossoverFilter {
  /** Most samples that are held back: almost two blocks, and half the filter. */
  readonly latency: number;
  /** Taps on each side of the middle one. */
  readonly #reach: number;
  /** Samples that one block gives. */
  readonly #block: number;
  readonly #fft: Fft;
  /** Response of the filter in each bin. It is real: the filter is symmetric about sample 0. */
  readonly #response: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  /** `a - b` from `reach` samples before the next two blocks to `reach` samples after them. */
  readonly #difference: Float64Array;
  /** `a` at the same places. */
  readonly #high: Float32Array;
  /** Samples that the two hold; the first `reach` of a stream are the silence before it. */
  #filled = 0;

  /** Throws a RangeError for options that are out of range. */
  constructor({ cutoffHz = CROSSOVER_HZ, sampleRate = CROSSOVER_RATE, taps = TAPS }: CrossoverFilterOptions = {}) {
    checkOptions(cutoffHz, sampleRate, taps);
    this.#reach = (taps - 1) / 2;
    this.#fft = new Fft(smoothLength(2 * taps));
    this.#block = this.#fft.length - 2 * this.#reach;
    this.#response = scaledResponse(lowPass(taps, cutoffHz, sampleRate), this.#fft);
    this.#re = new Float64Array(this.#fft.length);
    this.#im = new Float64Array(this.#fft.length);
    this.#difference = new Float64Array(2 * this.#block + 2 * this.#reach);
    this.#high = new Float32Array(this.#difference.length);
    this.latency = 2 * this.#block + this.#reach - 1;
    this.#reset();
  }

  /** Samples that are final now, perhaps none. Both branches come in pieces of equal length, else a RangeError. */
  push(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
    if (a.length !== b.length)
      throw new RangeError(`a has ${a.length} samples and b ${b.length}; they must be as long`);
    const pairs = Math.floor((this.#filled - 2 * this.#reach + a.length) / (2 * this.#block));
    const out = new Float32Array(Math.max(0, pairs) * 2 * this.#block);
    for (let taken = 0, made = 0; taken < a.length; ) {
      taken += this.#take(a, b, taken);
      if (this.#filled === this.#difference.length) made += this.#filterPair(out, made);
    }
    return out;
  }

  /** Ends the stream: the last samples, so that as many came out as went in. Ready for another stream afterwards. */
  flush(): Float32Array<ArrayBuffer> {
    const left = this.#filled - this.#reach;
    const silence = new Float32Array(2 * this.#block + this.#reach);
    const out = this.push(silence, silence).slice(0, left);
    this.#reset();
    return out;
  }

  #reset(): void {
    this.#difference.fill(0);
    this.#filled = this.#reach;
  }

  /** Takes in the branches from sample `from` on as far as there is room, and returns how many samples that was. */
  #take(a: Float32Array, b: Float32Array, from: number): number {
    const count = Math.min(a.length - from, this.#difference.length - this.#filled);
    for (let n = 0; n < count; n++) {
      const high = a[from + n] as number;
      this.#high[this.#filled + n] = high;
      this.#difference[this.#filled + n] = high - (b[from + n] as number);
    }
    this.#filled += count;
    return count;
  }

  /** Writes two blocks to `out` from sample `to` on, and returns how many samples they are. */
  #filterPair(out: Float32Array, to: number): number {
    const both = 2 * this.#block;
    this.#re.set(this.#difference.subarray(0, this.#fft.length));
    this.#im.set(this.#difference.subarray(this.#block, this.#block + this.#fft.length));
    this.#fft.forward(this.#re, this.#im);
    scale(this.#re, this.#response);
    scale(this.#im, this.#response);
    this.#fft.inverse(this.#re, this.#im);
    this.#subtract(this.#re, 0, out, to);
    this.#subtract(this.#im, this.#block, out, to + this.#block);
    this.#difference.copyWithin(0, both);
    this.#high.copyWithin(0, both);
    this.#filled -= both;
    return both;
  }

  /** `a - low` for the block that begins at `from`; the ends of `low` are spoilt, as the FFT is circular. */
  #subtract(low: Float64Array, from: number, out: Float32Array, to: number): void {
    const reach = this.#reach;
    for (let n = 0; n < this.#block; n++) {
      out[to + n] = (this.#high[from + reach + n] as number) - (low[reach + n] as number);
    }
  }
}

function checkOptions(cutoffHz: number, sampleRate: number, taps: number): void {
  if (!(cutoffHz > 0 && cutoffHz < sampleRate / 2)) {
    throw new RangeError(
      `the cutoff is ${cutoffHz} Hz; it must lie between 0 and half the sample rate, ${sampleRate} Hz`,
    );
  }
  if (!Number.isInteger(taps) || taps % 2 === 0 || taps < 3 || taps > MAX_TAPS) {
    throw new RangeError(`the filter has ${taps} taps; it must be an odd number from 3 to ${MAX_TAPS}`);
  }
}

/** Response of a filter whose middle tap lies on sample 0, over the length of the FFT, which does not scale. */
function scaledResponse(filter: Float64Array, fft: Fft): Float64Array {
  const reach = (filter.length - 1) / 2;
  const re = new Float64Array(fft.length);
  re.set(filter.subarray(reach), 0);
  re.set(filter.subarray(0, reach), fft.length - reach);
  fft.forward(re, new Float64Array(fft.length));
  return re.map((bin) => bin / fft.length);
}

function scale(values: Float64Array, factors: Float64Array): void {
  for (let n = 0; n < values.length; n++) values[n] = (values[n] as number) * (factors[n] as number);
}
