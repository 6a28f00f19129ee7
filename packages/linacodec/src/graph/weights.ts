/** Where a graph takes its tensors from: the checkpoint, by canonical name, widened to float32. */
export interface Weights {
  tensor(name: string): Promise<Float32Array>;
}

/**
 * Transposes a row-major matrix: `[rows, columns]` becomes `[columns, rows]`. PyTorch keeps Linear as `[out, in]`;
 * frames stand in rows here, so that the product wants `[in, out]`.
 */
export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = matrix[row * columns + column] as number;
    }
  }
  return result;
}

/** Puts matrices of the same number of rows side by side: `[rows, a] [rows, b]` become `[rows, a + b]`. */
export function besideEachOther(rows: number, ...matrices: Float32Array[]): Float32Array {
  const widths = matrices.map((matrix) => matrix.length / rows);
  const width = widths.reduce((sum, one) => sum + one, 0);
  const result = new Float32Array(rows * width);
  let left = 0;
  for (const [index, matrix] of matrices.entries()) {
    const own = widths[index] as number;
    for (let row = 0; row < rows; row++) result.set(matrix.subarray(row * own, (row + 1) * own), row * width + left);
    left += own;
  }
  return result;
}
