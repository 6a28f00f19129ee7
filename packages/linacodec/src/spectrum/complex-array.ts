/** Complex numbers as two arrays of one length. */
export interface ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** `length` zeros. */
export function complexZeros(length: number): ComplexArray {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

/** `exp(i * angle(n))` for n from 0 to `length - 1`; angles in radians. */
export function complexTurns(length: number, angle: (n: number) => number): ComplexArray {
  const turns = complexZeros(length);
  for (let n = 0; n < length; n++) {
    turns.re[n] = Math.cos(angle(n));
    turns.im[n] = Math.sin(angle(n));
  }
  return turns;
}

/** `a[n] *= b[n]`. */
export function multiply(a: ComplexArray, b: ComplexArray): void {
  const { re, im } = a;
  for (let n = 0; n < re.length; n++) {
    const aRe = re[n] as number;
    const aIm = im[n] as number;
    const bRe = b.re[n] as number;
    const bIm = b.im[n] as number;
    re[n] = aRe * bRe - aIm * bIm;
    im[n] = aRe * bIm + aIm * bRe;
  }
}

/** `sum[n] += a[n] * b[n]`. */
export function addProduct(sum: ComplexArray, a: ComplexArray, b: ComplexArray): void {
  const { re, im } = sum;
  for (let n = 0; n < re.length; n++) {
    const aRe = a.re[n] as number;
    const aIm = a.im[n] as number;
    const bRe = b.re[n] as number;
    const bIm = b.im[n] as number;
    re[n] = (re[n] as number) + aRe * bRe - aIm * bIm;
    im[n] = (im[n] as number) + aRe * bIm + aIm * bRe;
  }
}

/** `out[n] = a[n] * conjugate of b[n]`. */
export function conjugateProduct(out: ComplexArray, a: ComplexArray, b: ComplexArray): void {
  const { re, im } = out;
  for (let n = 0; n < re.length; n++) {
    const aRe = a.re[n] as number;
    const aIm = a.im[n] as number;
    const bRe = b.re[n] as number;
    const bIm = b.im[n] as number;
    re[n] = aRe * bRe + aIm * bIm;
    im[n] = aIm * bRe - aRe * bIm;
  }
}
