import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { affine, linear } from './affine.ts';
import { type AttentionInputs, attention } from './attention.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { transpose, type Weights } from './weights.ts';

/** A normalisation of each frame: its scale and shift are trained, or come from the speaker's embedding. */
export type Norm = (x: Value, name: string) => Promise<Value> | Value;
/** How strongly a branch counts, given its norm's name: 1 unless the speaker's embedding says otherwise. */
export type Gate = (branch: Value, name: string) => Value;

/** What differs between the plain and the speaker-conditioned transformer. */
export interface Conditioning {
  norm: Norm;
  gate: Gate;
}

/** `[frames, dim]` -> `[frames, outputDim]` (or `dim`): pre-norm attention and SwiGLU layers, a last norm, a projection. */
export async function transformer(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  input: Value,
  inputs: AttentionInputs,
  config: TransformerConfig,
  { norm, gate }: Conditioning,
): Promise<Value> {
  let x = config.inputDim === null ? input : await linear(g, weights, `${name}.input_proj`, input, config.dim, true);
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `${name}.layers.${layer}`;
    const seen = await attention(g, weights, `${at}.attention`, await norm(x, `${at}.attention_norm`), inputs, config);
    x = g.op('Add', [x, gate(seen, `${at}.attention_norm`)]);
    const fed = await feedForward(g, weights, `${at}.feed_forward`, await norm(x, `${at}.ffn_norm`), config);
    x = g.op('Add', [x, gate(fed, `${at}.ffn_norm`)]);
  }
  const last = await norm(x, `${name}.norm`);
  return config.outputDim === null ? last : linear(g, weights, `${name}.output_proj`, last, config.outputDim, true);
}

/** SwiGLU: `W2 (silu(W1 x) * (W3 x))`, no biases. */
async function feedForward(g: GraphBuilder, weights: Weights, name: string, x: Value, config: TransformerConfig) {
  const { dim, hidden } = config;
  const up = async (part: 'w1' | 'w3') => {
    const matrix = transpose(await weights.tensor(`${name}.${part}.weight`), hidden, dim);
    return affine(g, `${name}.${part}`, x, matrix, hidden);
  };
  const opened = g.op('com.microsoft:QuickGelu', [await up('w1')], { alpha: { float: 1 } });
  const down = transpose(await weights.tensor(`${name}.w2.weight`), dim, hidden);
  return affine(g, `${name}.w2`, g.op('Mul', [opened, await up('w3')]), down, dim);
}

/** Trained scale and shift (`NAME.weight`, `NAME.bias`), every branch in full. */
export function trainedNorm(g: GraphBuilder, weights: Weights, eps: number): Conditioning {
  return {
    norm: async (x, name) => {
      const scale = await weights.tensor(`${name}.weight`);
      const shift = await weights.tensor(`${name}.bias`);
      return g.op(
        'LayerNormalization',
        [x, g.weight(`${name}.weight`, scale, [scale.length]), g.weight(`${name}.bias`, shift, [shift.length])],
        { axis: -1, epsilon: { float: eps } },
      );
    },
    gate: (branch) => branch,
  };
}
