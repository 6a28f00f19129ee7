/**
 * The weight that a weight-normed transposed convolution stands for: for every input channel `c`,
 * `gain[c] * direction[c] / ||direction[c]||` (Salimans and Kingma 2016, with PyTorch's `dim=0`).
 * @param gain `[in]`
 * @param direction `[in, out, kernel]`, flat
 * @returns the weight, as `direction`; norms are summed in float64. A direction of zeros makes NaN, as in PyTorch.
 */
export function foldWeightNorm(gain: Float32Array, direction: Float32Array): Float32Array {
  const weight = new Float32Array(direction.length);
  const step = direction.length / gain.length;
  gain.forEach((length, channel) => {
    const from = channel * step;
    const row = direction.subarray(from, from + step);
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    row.forEach((value, i) => {
      weight[from + i] = (length * value) / norm;
    });
  });
  return weight;
}
