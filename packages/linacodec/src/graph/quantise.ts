/** Smaller matrices take too little of the time to be worth an error. */
const SMALLEST_ROUNDED = 128 * 128;
/**
 * Matrices that stay in float32: what makes log-magnitudes and phases, the inverse DFT, and the short layers around
 * the mel, whose errors would be heard most for what they cost.
 */
const PRECISE = /^(head|idft|local_quantizer|mel_postnet|mel_decoder\.(condition|output_proj)|backbone\.embed)/;

/** Whether the fast mode may keep this matrix in 8 bits. */
export function mayRound(name: string, matrix: Float32Array): boolean {
  return matrix.length >= SMALLEST_ROUNDED && !PRECISE.test(name);
}

/**
 * A matrix `[inputs, outputs]` in 8 bits, symmetric, with a scale a column: `values * scales` is near the matrix.
 * @param limit largest value: 127, or 63 where products of 8-bit numbers are added up in 16 bits
 */
export function quantise(
  matrix: Float32Array,
  outputs: number,
  limit: number,
): { values: Int8Array<ArrayBuffer>; scales: Float32Array<ArrayBuffer> } {
  const scales = new Float32Array(outputs);
  for (let n = 0; n < matrix.length; n++) {
    const column = n % outputs;
    scales[column] = Math.max(scales[column] as number, Math.abs(matrix[n] as number));
  }
  for (let column = 0; column < outputs; column++) scales[column] = (scales[column] as number) / limit || 1;
  const values = Int8Array.from(matrix, (weight, n) => Math.round(weight / (scales[n % outputs] as number)));
  return { values, scales };
}
