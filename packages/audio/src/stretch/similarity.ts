/** Energy below which a piece counts as silence, per sample: -120 dB of full scale. */
const SILENCE = 1e-12;

/**
 * How alike two pieces are, given their inner product and the sum of their energies: 1 for equal, 0 for unrelated or of
 * very different loudness, -1 for opposite. The normalised square difference of McLeod & Wyvill, "A smarter way to find
 * pitch" (ICMC 2005): unlike the plain correlation coefficient it also turns away a piece with an attack in it that the
 * other does not have. Two silent pieces are equal.
 */
export function similarity(product: number, energies: number, length: number): number {
  const floor = SILENCE * length;
  return (2 * product + floor) / (energies + floor);
}

/** Sum of `length` products of `a` from `atA` on and `b` from `atB` on. */
export function innerProduct(a: Float32Array, atA: number, b: Float32Array, atB: number, length: number): number {
  let even = 0;
  let odd = 0;
  const pairs = length - (length % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += (a[atA + i] as number) * (b[atB + i] as number);
    odd += (a[atA + i + 1] as number) * (b[atB + i + 1] as number);
  }
  if (pairs < length) even += (a[atA + pairs] as number) * (b[atB + pairs] as number);
  return even + odd;
}

/** Sum of squares of `length` samples from `at` on. */
export function energy(samples: Float32Array, at: number, length: number): number {
  return innerProduct(samples, at, samples, at, length);
}
