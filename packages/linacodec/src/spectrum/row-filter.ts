import {
  addProduct,
  type ComplexArray,
  complexTurns,
  complexZeros,
  conjugateProduct,
  multiply,
} from './complex-array.ts';
import { Fft } from './fft.ts';
import { smoothLength } from './smooth-length.ts';

/** A row is convolved in two halves: with few bins wanted, their FFTs together are a fifth faster than a single one. */
const PARTS = 2;

/** Where the rows of a {@link RowFilter} come from, and which bins it keeps. */
export interface RowBand {
  rows: number;
  columns: number;
  /** First bin and number of bins along a row; bins below 0 are those above the middle. */
  from: number;
  count: number;
}

/**
 * The inner step of a long FFT done as rows times columns, straight on to that of its inverse. A row is turned into
 * bins, these are weighted, and the weighted bins are turned back into a row. A row has any length, prime ones too, and
 * few of its bins are wanted: both directions are convolutions with a chirp (L. I. Bluestein, 1970; L. R. Rabiner's
 * chirp z-transform, 1969), the second with its conjugate, and between them the chirps of the bins cancel out.
 */
export class RowFilter {
  readonly #columns: number;
  readonly #count: number;
  readonly #part: number;
  readonly #fft: Fft;
  /** Spectrum of the chirp as each part of a row meets it. */
  readonly #chirps: readonly ComplexArray[];
  /** Chirp and twiddle factor of each place of the next row, and what turns it into the one of the row after. */
  readonly #turn: ComplexArray;
  readonly #turnStep: ComplexArray;
  readonly #work: ComplexArray;
  readonly #bins: ComplexArray;

  constructor({ rows, columns, from, count }: RowBand) {
    this.#columns = columns;
    this.#count = count;
    this.#part = Math.ceil(columns / PARTS);
    const length = smoothLength(this.#part + count - 1);
    this.#fft = new Fft(length);
    this.#work = complexZeros(length);
    this.#bins = complexZeros(length);
    this.#chirps = Array.from({ length: PARTS }, (_, part) => this.#chirpSpectrum(part * this.#part));
    this.#turn = complexTurns(columns, (n) => -chirpAngle(n * n + 2 * from * n, columns));
    this.#turnStep = complexTurns(columns, (n) => (-2 * Math.PI * n) / (rows * columns));
  }

  /** The filter multiplies by this: its FFTs are not scaled. */
  get gain(): number {
    return this.#fft.length ** 2;
  }

  /** Filters, in place, the row that begins at `start`. Rows come in order from 0 on; `weights` has one for each bin. */
  next(rows: ComplexArray, start: number, weights: Float64Array): void {
    this.#toBins(rows, start);
    for (let bin = 0; bin < this.#count; bin++) {
      const weight = weights[bin] as number;
      this.#bins.re[bin] = (this.#bins.re[bin] as number) * weight;
      this.#bins.im[bin] = (this.#bins.im[bin] as number) * weight;
    }
    this.#toRow(rows, start);
    multiply(this.#turn, this.#turnStep);
  }

  #toBins(rows: ComplexArray, start: number): void {
    this.#bins.re.fill(0);
    this.#bins.im.fill(0);
    this.#chirps.forEach((chirp, part) => {
      this.#load(rows, start, part * this.#part);
      this.#fft.forward(this.#work.re, this.#work.im);
      addProduct(this.#bins, this.#work, chirp);
    });
    this.#fft.inverse(this.#bins.re, this.#bins.im);
  }

  #toRow(rows: ComplexArray, start: number): void {
    this.#bins.re.fill(0, this.#count);
    this.#bins.im.fill(0, this.#count);
    this.#fft.forward(this.#bins.re, this.#bins.im);
    this.#chirps.forEach((chirp, part) => {
      conjugateProduct(this.#work, this.#bins, chirp);
      this.#fft.inverse(this.#work.re, this.#work.im);
      this.#store(rows, start, part * this.#part);
    });
  }

  #load(rows: ComplexArray, start: number, from: number): void {
    const { re, im } = this.#work;
    const size = Math.min(this.#part, this.#columns - from);
    for (let n = 0; n < size; n++) {
      const rowRe = rows.re[start + from + n] as number;
      const rowIm = rows.im[start + from + n] as number;
      const cos = this.#turn.re[from + n] as number;
      const sin = this.#turn.im[from + n] as number;
      re[n] = rowRe * cos - rowIm * sin;
      im[n] = rowRe * sin + rowIm * cos;
    }
    re.fill(0, size);
    im.fill(0, size);
  }

  #store(rows: ComplexArray, start: number, from: number): void {
    const { re, im } = this.#work;
    const size = Math.min(this.#part, this.#columns - from);
    for (let n = 0; n < size; n++) {
      const workRe = re[n] as number;
      const workIm = im[n] as number;
      const cos = this.#turn.re[from + n] as number;
      const sin = this.#turn.im[from + n] as number;
      rows.re[start + from + n] = workRe * cos + workIm * sin;
      rows.im[start + from + n] = workIm * cos - workRe * sin;
    }
  }

  /** The chirp at the distances from a part's places, `offset` on, to the bins; those below 0 lie at the end. */
  #chirpSpectrum(offset: number): ComplexArray {
    const length = this.#fft.length;
    const chirp = complexTurns(length, (at) => {
      const distance = (at < this.#count ? at : at - length) - offset;
      return chirpAngle(distance * distance, this.#columns);
    });
    this.#fft.forward(chirp.re, chirp.im);
    return chirp;
  }
}

/** `pi * square / columns` less whole turns, which a large angle would lose its precision to. */
function chirpAngle(square: number, columns: number): number {
  return (Math.PI * (square % (2 * columns))) / columns;
}
