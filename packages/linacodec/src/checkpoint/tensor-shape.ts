/** A tensor by name, without its numbers. */
export interface TensorShape {
  name: string;
  shape: readonly number[];
}

/** Numbers in a tensor of this shape; 1 for a scalar, `[]`. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Numbers in all of these tensors. */
export function countParameters(tensors: readonly TensorShape[]): number {
  return tensors.reduce((sum, { shape }) => sum + elements(shape), 0);
}

/** Steps between neighbours on each axis when the last axis is the densest, as C and PyTorch lay arrays out. */
export function contiguousStrides(shape: readonly number[]): number[] {
  return shape.map((_, axis) => elements(shape.slice(axis + 1)));
}
