/** Where one pass of an FFT reads, writes and finds its twiddle factors. */
export interface FftPass {
  /** Points of each butterfly. */
  readonly radix: 2 | 3 | 4 | 5;
  /** Groups of butterflies with a twiddle factor of their own. */
  readonly groups: number;
  /** Butterflies of a group, which lie side by side and share its twiddle factors. */
  readonly stride: number;
  /** `exp(-2 pi i g k / (radix groups))` for each group g and k = 1 .. radix - 1, `[groups, radix - 1]`. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** Runs one pass from the first pair of arrays (real, imaginary) into the second pair. */
export type RunFftPass = (
  pass: FftPass,
  re: Float64Array,
  im: Float64Array,
  outRe: Float64Array,
  outIm: Float64Array,
) => void;

/**
 * The butterflies of a self-sorting FFT (T. G. Stockham, 1966), decimation in frequency. Group g reads its inputs j at
 * `stride * (g + groups * j)`, writes its outputs k at `stride * (radix * g + k)`, and so no bit reversal is needed.
 */
export const FFT_PASSES: Readonly<Record<FftPass['radix'], RunFftPass>> = { 2: pass2, 3: pass3, 4: pass4, 5: pass5 };

function pass2(pass: FftPass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { groups, stride } = pass;
  const half = groups * stride;
  for (let g = 0; g < groups; g++) {
    const c1 = pass.cos[g] as number;
    const s1 = pass.sin[g] as number;
    const first = g * stride;
    for (let i0 = first, o = 2 * first; i0 < first + stride; i0++, o++) {
      const i1 = i0 + half;
      const aRe = re[i0] as number;
      const aIm = im[i0] as number;
      const bRe = re[i1] as number;
      const bIm = im[i1] as number;
      const dRe = aRe - bRe;
      const dIm = aIm - bIm;
      outRe[o] = aRe + bRe;
      outIm[o] = aIm + bIm;
      outRe[o + stride] = dRe * c1 - dIm * s1;
      outIm[o + stride] = dRe * s1 + dIm * c1;
    }
  }
}

const SIN_60 = Math.sqrt(3) / 2;

function pass3(pass: FftPass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { groups, stride } = pass;
  const third = groups * stride;
  for (let g = 0; g < groups; g++) {
    const c1 = pass.cos[2 * g] as number;
    const s1 = pass.sin[2 * g] as number;
    const c2 = pass.cos[2 * g + 1] as number;
    const s2 = pass.sin[2 * g + 1] as number;
    const first = g * stride;
    for (let i0 = first, o = 3 * first; i0 < first + stride; i0++, o++) {
      const i1 = i0 + third;
      const i2 = i1 + third;
      const aRe = re[i0] as number;
      const aIm = im[i0] as number;
      const sumRe = (re[i1] as number) + (re[i2] as number);
      const sumIm = (im[i1] as number) + (im[i2] as number);
      const crossRe = SIN_60 * ((im[i1] as number) - (im[i2] as number));
      const crossIm = SIN_60 * ((re[i2] as number) - (re[i1] as number));
      const midRe = aRe - 0.5 * sumRe;
      const midIm = aIm - 0.5 * sumIm;
      const yRe = midRe + crossRe;
      const yIm = midIm + crossIm;
      const zRe = midRe - crossRe;
      const zIm = midIm - crossIm;
      outRe[o] = aRe + sumRe;
      outIm[o] = aIm + sumIm;
      outRe[o + stride] = yRe * c1 - yIm * s1;
      outIm[o + stride] = yRe * s1 + yIm * c1;
      outRe[o + 2 * stride] = zRe * c2 - zIm * s2;
      outIm[o + 2 * stride] = zRe * s2 + zIm * c2;
    }
  }
}

function pass4(pass: FftPass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { groups, stride, cos, sin } = pass;
  const quarter = groups * stride;
  for (let g = 0; g < groups; g++) {
    const c1 = cos[3 * g] as number;
    const s1 = sin[3 * g] as number;
    const c2 = cos[3 * g + 1] as number;
    const s2 = sin[3 * g + 1] as number;
    const c3 = cos[3 * g + 2] as number;
    const s3 = sin[3 * g + 2] as number;
    const first = g * stride;
    for (let i0 = first, o = 4 * first; i0 < first + stride; i0++, o++) {
      const i1 = i0 + quarter;
      const i2 = i1 + quarter;
      const i3 = i2 + quarter;
      const evenRe = (re[i0] as number) + (re[i2] as number);
      const evenIm = (im[i0] as number) + (im[i2] as number);
      const apartRe = (re[i0] as number) - (re[i2] as number);
      const apartIm = (im[i0] as number) - (im[i2] as number);
      const oddRe = (re[i1] as number) + (re[i3] as number);
      const oddIm = (im[i1] as number) + (im[i3] as number);
      const turnedRe = (im[i1] as number) - (im[i3] as number);
      const turnedIm = (re[i3] as number) - (re[i1] as number);
      const xRe = apartRe + turnedRe;
      const xIm = apartIm + turnedIm;
      const yRe = evenRe - oddRe;
      const yIm = evenIm - oddIm;
      const zRe = apartRe - turnedRe;
      const zIm = apartIm - turnedIm;
      outRe[o] = evenRe + oddRe;
      outIm[o] = evenIm + oddIm;
      outRe[o + stride] = xRe * c1 - xIm * s1;
      outIm[o + stride] = xRe * s1 + xIm * c1;
      outRe[o + 2 * stride] = yRe * c2 - yIm * s2;
      outIm[o + 2 * stride] = yRe * s2 + yIm * c2;
      outRe[o + 3 * stride] = zRe * c3 - zIm * s3;
      outIm[o + 3 * stride] = zRe * s3 + zIm * c3;
    }
  }
}

const COS_72 = Math.cos((2 * Math.PI) / 5);
const SIN_72 = Math.sin((2 * Math.PI) / 5);
const COS_144 = Math.cos((4 * Math.PI) / 5);
const SIN_144 = Math.sin((4 * Math.PI) / 5);

function pass5(pass: FftPass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { groups, stride, cos, sin } = pass;
  const fifth = groups * stride;
  for (let g = 0; g < groups; g++) {
    const c1 = cos[4 * g] as number;
    const s1 = sin[4 * g] as number;
    const c2 = cos[4 * g + 1] as number;
    const s2 = sin[4 * g + 1] as number;
    const c3 = cos[4 * g + 2] as number;
    const s3 = sin[4 * g + 2] as number;
    const c4 = cos[4 * g + 3] as number;
    const s4 = sin[4 * g + 3] as number;
    const first = g * stride;
    for (let i0 = first, o = 5 * first; i0 < first + stride; i0++, o++) {
      const i1 = i0 + fifth;
      const i2 = i1 + fifth;
      const i3 = i2 + fifth;
      const i4 = i3 + fifth;
      const aRe = re[i0] as number;
      const aIm = im[i0] as number;
      const outerRe = (re[i1] as number) + (re[i4] as number);
      const outerIm = (im[i1] as number) + (im[i4] as number);
      const innerRe = (re[i2] as number) + (re[i3] as number);
      const innerIm = (im[i2] as number) + (im[i3] as number);
      const outerTurnRe = (im[i1] as number) - (im[i4] as number);
      const outerTurnIm = (re[i4] as number) - (re[i1] as number);
      const innerTurnRe = (im[i2] as number) - (im[i3] as number);
      const innerTurnIm = (re[i3] as number) - (re[i2] as number);
      const pRe = aRe + COS_72 * outerRe + COS_144 * innerRe;
      const pIm = aIm + COS_72 * outerIm + COS_144 * innerIm;
      const qRe = aRe + COS_144 * outerRe + COS_72 * innerRe;
      const qIm = aIm + COS_144 * outerIm + COS_72 * innerIm;
      const pTurnRe = SIN_72 * outerTurnRe + SIN_144 * innerTurnRe;
      const pTurnIm = SIN_72 * outerTurnIm + SIN_144 * innerTurnIm;
      const qTurnRe = SIN_144 * outerTurnRe - SIN_72 * innerTurnRe;
      const qTurnIm = SIN_144 * outerTurnIm - SIN_72 * innerTurnIm;
      outRe[o] = aRe + outerRe + innerRe;
      outIm[o] = aIm + outerIm + innerIm;
      outRe[o + stride] = (pRe + pTurnRe) * c1 - (pIm + pTurnIm) * s1;
      outIm[o + stride] = (pRe + pTurnRe) * s1 + (pIm + pTurnIm) * c1;
      outRe[o + 2 * stride] = (qRe + qTurnRe) * c2 - (qIm + qTurnIm) * s2;
      outIm[o + 2 * stride] = (qRe + qTurnRe) * s2 + (qIm + qTurnIm) * c2;
      outRe[o + 3 * stride] = (qRe - qTurnRe) * c3 - (qIm - qTurnIm) * s3;
      outIm[o + 3 * stride] = (qRe - qTurnRe) * s3 + (qIm - qTurnIm) * c3;
      outRe[o + 4 * stride] = (pRe - pTurnRe) * c4 - (pIm - pTurnIm) * s4;
      outIm[o + 4 * stride] = (pRe - pTurnRe) * s4 + (pIm - pTurnIm) * c4;
    }
  }
}
