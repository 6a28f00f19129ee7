import type { GraphBuilder, Value } from './graph-builder.ts';
import { transpose, type Weights } from './weights.ts';

/**
 * `x matrix + bias` for frames in rows: `[frames, inputs]` -> `[frames, outputs]`, with `matrix` as
 * `[inputs, outputs]`. Without a bias the product alone.
 */
export function affine(
  g: GraphBuilder,
  name: string,
  x: Value,
  matrix: Float32Array,
  outputs: number,
  bias?: Float32Array,
): Value {
  const weight = g.weight(`${name}.weight`, matrix, [matrix.length / outputs, outputs]);
  if (bias === undefined) return g.op('MatMul', [x, weight]);
  return g.op('Gemm', [x, weight, g.weight(`${name}.bias`, bias, [outputs])]);
}

/** PyTorch's Linear `name` (`weight [outputs, inputs]`) for frames in rows. */
export async function linear(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  outputs: number,
  bias: boolean,
): Promise<Value> {
  const stored = await weights.tensor(`${name}.weight`);
  const matrix = transpose(stored, outputs, stored.length / outputs);
  return affine(g, name, x, matrix, outputs, bias ? await weights.tensor(`${name}.bias`) : undefined);
}
