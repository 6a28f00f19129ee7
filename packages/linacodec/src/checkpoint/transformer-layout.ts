import { affineLayout } from './affine-layout.ts';
import type { TransformerConfig } from './decoder-config.ts';
import type { TensorShape } from './tensor-shape.ts';

/** Parts of a conditioned layer norm: shift, scale and gate. */
const LAYER_PARTS = 3;

/** Parts of the conditioned norm at the end: shift and scale. */
const FINAL_PARTS = 2;

/** The tensors of a transformer, all under `name`. */
export function transformerLayout(name: string, config: TransformerConfig): TensorShape[] {
  const { dim, layers, inputDim, outputDim } = config;
  return [
    ...(inputDim === null ? [] : affineLayout(`${name}.input_proj`, [dim, inputDim])),
    ...Array.from({ length: layers }, (_, i) => layerLayout(`${name}.layers.${i}`, config)).flat(),
    ...normLayout(`${name}.norm`, config, FINAL_PARTS),
    ...(outputDim === null ? [] : affineLayout(`${name}.output_proj`, [outputDim, dim])),
  ];
}

function layerLayout(name: string, config: TransformerConfig): TensorShape[] {
  const { dim, hidden, qkvBias, projBias } = config;
  return [
    ...normLayout(`${name}.attention_norm`, config, LAYER_PARTS),
    ...['wq', 'wk', 'wv'].flatMap((part) => linear(`${name}.attention.${part}`, dim, qkvBias)),
    ...linear(`${name}.attention.wo`, dim, projBias),
    ...normLayout(`${name}.ffn_norm`, config, LAYER_PARTS),
    { name: `${name}.feed_forward.w1.weight`, shape: [hidden, dim] },
    { name: `${name}.feed_forward.w2.weight`, shape: [dim, hidden] },
    { name: `${name}.feed_forward.w3.weight`, shape: [hidden, dim] },
  ];
}

function linear(name: string, dim: number, bias: boolean): TensorShape[] {
  const layout = affineLayout(name, [dim, dim]);
  return bias ? layout : layout.slice(0, 1);
}

function normLayout(name: string, { dim, conditionDim }: TransformerConfig, parts: number): TensorShape[] {
  if (conditionDim === null) return affineLayout(name, [dim]);
  return affineLayout(`${name}.condition_proj.1`, [parts * dim, conditionDim]);
}
