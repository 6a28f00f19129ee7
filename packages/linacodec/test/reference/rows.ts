/** A matrix of float64 as an array of rows: what the references of these tests compute with, one plain loop a formula. */
export type Rows = number[][];

/** `[rows, width]` of a flat array. */
export function toRows(data: ArrayLike<number>, width: number): Rows {
  return Array.from({ length: data.length / width }, (_, row) =>
    Array.from({ length: width }, (_, column) => data[row * width + column] as number),
  );
}

/** PyTorch's Linear: `weight [outputs, inputs]` row-major, bias optional. */
export function linearRows(x: Rows, weight: ArrayLike<number>, bias?: ArrayLike<number>): Rows {
  return x.map((row) => {
    const outputs = weight.length / row.length;
    return Array.from({ length: outputs }, (_, o) =>
      row.reduce((sum, value, i) => sum + value * (weight[o * row.length + i] as number), (bias?.[o] as number) ?? 0),
    );
  });
}

/** LayerNorm over the channels of each row, biased variance, affine. */
export function layerNormRows(x: Rows, scale: ArrayLike<number>, shift: ArrayLike<number>, eps: number): Rows {
  return x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map(
      (value, i) => ((value - mean) / Math.sqrt(variance + eps)) * (scale[i] as number) + (shift[i] as number),
    );
  });
}

/** Conv1d over rows with zero padding that keeps their number; `weight [outputs, inputs, kernel]`. */
export function convolveRows(x: Rows, weight: ArrayLike<number>, bias: ArrayLike<number>, kernel: number): Rows {
  const inputs = x[0]?.length ?? 0;
  return x.map((_, frame) =>
    Array.from({ length: bias.length }, (_, o) => {
      let sum = bias[o] as number;
      for (let k = 0; k < kernel; k++) {
        const row = x[frame + k - (kernel - 1) / 2] ?? [];
        row.forEach((value, i) => {
          sum += value * (weight[(o * inputs + i) * kernel + k] as number);
        });
      }
      return sum;
    }),
  );
}

export function addRows(a: Rows, b: Rows): Rows {
  return a.map((row, n) => row.map((value, i) => value + (b[n]?.[i] as number)));
}
