import type { GraphBuilder, Value } from './graph-builder.ts';
import { mayRound, quantise } from './quantise.ts';
import { transpose, type Weights } from './weights.ts';

/**
 * `x matrix + bias` for frames in rows: `[frames, inputs]` -> `[frames, outputs]`, with `matrix` as
 * `[inputs, outputs]`. Without a bias the product alone. In the fast mode large trained matrices are rounded to 8 bits.
 */
export function affine(
  g: GraphBuilder,
  name: string,
  x: Value,
  matrix: Float32Array,
  outputs: number,
  bias?: Float32Array,
): Value {
  const shift = bias && g.weight(`${name}.bias`, bias, [outputs]);
  if (g.int8Limit !== undefined && mayRound(name, matrix)) {
    const { values, scales } = quantise(matrix, outputs, g.int8Limit);
    const weight = g.stored(`${name}.weight`, 'int8', new Uint8Array(values.buffer), [
      matrix.length / outputs,
      outputs,
    ]);
    const scale = g.weight(`${name}.scale`, scales, [outputs]);
    return g.op('com.microsoft:DynamicQuantizeMatMul', [x, weight, scale, '', shift ?? '']);
  }
  const weight = g.weight(`${name}.weight`, matrix, [matrix.length / outputs, outputs]);
  return shift === undefined ? g.op('MatMul', [x, weight]) : g.op('Gemm', [x, weight, shift]);
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
