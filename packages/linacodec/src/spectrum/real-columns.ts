import { type ComplexArray, complexZeros } from './complex-array.ts';
import { Fft } from './fft.ts';

/** Pairs of columns transformed at once: 16 columns are whole cache lines, and the scratch stays in the cache. */
const MAX_LANES = 8;

/**
 * The two outer steps of a long real FFT and its inverse, done as rows times columns (Cooley and Tukey, 1965): a real
 * signal as a matrix `[rows, columns]`, and the FFT of each column. Two real columns make one complex transform.
 */
export class RealColumns {
  readonly #rows: number;
  readonly #columns: number;
  /** Columns of a block that go in as real parts, and how far from each of them its imaginary twin is. */
  readonly #lanes: number;
  readonly #twin: number;
  readonly #fft: Fft;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(rows: number, columns: number) {
    this.#rows = rows;
    this.#columns = columns;
    this.#lanes = Math.max(1, Math.min(MAX_LANES, Math.floor(columns / 2)));
    // A single column is its own twin.
    this.#twin = columns > 1 ? this.#lanes : 0;
    this.#fft = new Fft(rows, this.#lanes);
    this.#re = new Float64Array(rows * this.#lanes);
    this.#im = new Float64Array(rows * this.#lanes);
  }

  /** Twice the spectra of the columns of `a - b`, `[rows / 2 + 1, columns]`: the other half is their conjugate. */
  analyse(a: Float32Array, b: Float32Array): ComplexArray {
    const spectra = complexZeros((Math.floor(this.#rows / 2) + 1) * this.#columns);
    this.#eachBlock((first) => {
      this.#load(a, b, first);
      this.#fft.forward(this.#re, this.#im);
      this.#split(spectra, first);
    });
    return spectra;
  }

  /** `a` less `rows` times the signal whose columns have these spectra: the inverse is not scaled. */
  subtract(a: Float32Array, spectra: ComplexArray): Float32Array<ArrayBuffer> {
    const out = new Float32Array(a.length);
    this.#eachBlock((first) => {
      this.#join(spectra, first);
      this.#fft.inverse(this.#re, this.#im);
      this.#store(a, out, first);
    });
    return out;
  }

  /** Blocks are all of one width. The last one reaches back over columns that are done, and does them again. */
  #eachBlock(work: (first: number) => void): void {
    const width = this.#lanes + this.#twin;
    for (let first = 0; first < this.#columns; first += width) work(Math.min(first, this.#columns - width));
  }

  #load(a: Float32Array, b: Float32Array, first: number): void {
    const re = this.#re;
    const im = this.#im;
    for (let row = 0, at = 0; row < this.#rows; row++) {
      const start = row * this.#columns + first;
      for (let from = start; from < start + this.#lanes; from++, at++) {
        const twin = from + this.#twin;
        re[at] = (a[from] as number) - (b[from] as number);
        im[at] = (a[twin] as number) - (b[twin] as number);
      }
    }
  }

  /** Takes the spectra of two real columns out of the one of `column + i * twin`. */
  #split(spectra: ComplexArray, first: number): void {
    const re = this.#re;
    const im = this.#im;
    for (let row = 0, at = 0; row <= this.#rows / 2; row++) {
      const start = row * this.#columns + first;
      let mirror = ((this.#rows - row) % this.#rows) * this.#lanes;
      for (let to = start; to < start + this.#lanes; to++, at++, mirror++) {
        spectra.re[to] = (re[at] as number) + (re[mirror] as number);
        spectra.im[to] = (im[at] as number) - (im[mirror] as number);
        spectra.re[to + this.#twin] = (im[at] as number) + (im[mirror] as number);
        spectra.im[to + this.#twin] = (re[mirror] as number) - (re[at] as number);
      }
    }
  }

  /** Makes one spectrum of those of two real columns. */
  #join(spectra: ComplexArray, first: number): void {
    const re = this.#re;
    const im = this.#im;
    for (let row = 0, at = 0; row <= this.#rows / 2; row++) {
      const start = row * this.#columns + first;
      let mirror = ((this.#rows - row) % this.#rows) * this.#lanes;
      for (let from = start; from < start + this.#lanes; from++, at++, mirror++) {
        const columnRe = spectra.re[from] as number;
        const columnIm = spectra.im[from] as number;
        const twinRe = spectra.re[from + this.#twin] as number;
        const twinIm = spectra.im[from + this.#twin] as number;
        re[mirror] = columnRe + twinIm;
        im[mirror] = twinRe - columnIm;
        re[at] = columnRe - twinIm;
        im[at] = columnIm + twinRe;
      }
    }
  }

  #store(a: Float32Array, out: Float32Array, first: number): void {
    const re = this.#re;
    const im = this.#im;
    for (let row = 0, at = 0; row < this.#rows; row++) {
      const start = row * this.#columns + first;
      for (let to = start; to < start + this.#lanes; to++, at++) {
        const twin = to + this.#twin;
        out[to] = (a[to] as number) - (re[at] as number);
        out[twin] = (a[twin] as number) - (im[at] as number);
      }
    }
  }
}
