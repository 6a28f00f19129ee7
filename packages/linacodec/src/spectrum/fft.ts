import { FFT_PASSES, type FftPass } from './fft-passes.ts';
import { isSmooth } from './smooth-length.ts';

/** Large radices first: they need fewer passes over the data. */
const RADICES = [4, 2, 5, 3] as const;

/**
 * Complex FFT in float64 of one length, or of several signals of that length at once whose samples take turns,
 * `[length, lanes]`. Works in place on separate real and imaginary parts with scratch of its own, so a plan is not to
 * be shared by two transforms under way. Neither direction is scaled: both after one another multiply by `length`.
 */
export class Fft {
  readonly length: number;
  readonly #passes: readonly FftPass[];
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** Throws a RangeError unless `length` is a product of 2, 3 and 5: `smoothLength` finds one. */
  constructor(length: number, lanes = 1) {
    if (!Number.isSafeInteger(length) || length < 1 || !isSmooth(length)) {
      throw new RangeError(`FFT length ${length} is not a product of 2, 3 and 5`);
    }
    this.length = length;
    this.#passes = planPasses(length, lanes);
    this.#re = new Float64Array(length * lanes);
    this.#im = new Float64Array(length * lanes);
  }

  /** `X[k] = sum of x[n] exp(-2 pi i n k / length)`, in place. Arrays are `[length, lanes]`. */
  forward(re: Float64Array, im: Float64Array): void {
    let [fromRe, fromIm, toRe, toIm] = [re, im, this.#re, this.#im];
    for (const pass of this.#passes) {
      FFT_PASSES[pass.radix](pass, fromRe, fromIm, toRe, toIm);
      [fromRe, fromIm, toRe, toIm] = [toRe, toIm, fromRe, fromIm];
    }
    if (fromRe === re) return;
    re.set(fromRe);
    im.set(fromIm);
  }

  /** `x[n] = sum of X[k] exp(+2 pi i n k / length)`, in place. */
  inverse(re: Float64Array, im: Float64Array): void {
    this.forward(im, re);
  }
}

function planPasses(length: number, lanes: number): FftPass[] {
  const passes: FftPass[] = [];
  for (let rest = length; rest > 1; ) {
    const radix = RADICES.find((candidate) => rest % candidate === 0) ?? 5;
    passes.push(planPass(radix, rest, (lanes * length) / rest));
    rest /= radix;
  }
  return passes;
}

/** The pass that splits transforms of `points` points into `radix` transforms each. */
function planPass(radix: FftPass['radix'], points: number, stride: number): FftPass {
  const groups = points / radix;
  const others = radix - 1;
  const cos = new Float64Array(groups * others);
  const sin = new Float64Array(groups * others);
  for (let at = 0; at < cos.length; at++) {
    const angle = (-2 * Math.PI * Math.floor(at / others) * ((at % others) + 1)) / points;
    cos[at] = Math.cos(angle);
    sin[at] = Math.sin(angle);
  }
  return { radix, groups, stride, cos, sin };
}
