import type { TransformerConfig } from '../../src/checkpoint/decoder-config.ts';
import type { Weights } from '../../src/graph/weights.ts';
import { denseAttention } from './dense-attention.ts';
import { addRows, layerNormRows, linearRows, type Rows } from './rows.ts';

/** A norm by its name, and how a branch behind it counts. */
export interface DenseConditioning {
  norm(x: Rows, name: string): Promise<Rows>;
  gate(branch: Rows, name: string): Promise<Rows>;
}

/** A transformer, layer by layer as its definition has it. */
export async function denseTransformer(
  weights: Weights,
  name: string,
  input: Rows,
  config: TransformerConfig,
  { norm, gate }: DenseConditioning = trained(weights, config.normEps),
): Promise<Rows> {
  const linear = async (x: Rows, part: string) =>
    linearRows(x, await weights.tensor(`${part}.weight`), await weights.tensor(`${part}.bias`));
  let x = config.inputDim === null ? input : await linear(input, `${name}.input_proj`);
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `${name}.layers.${layer}`;
    const seen = await denseAttention(weights, `${at}.attention`, await norm(x, `${at}.attention_norm`), config);
    x = addRows(x, await gate(seen, `${at}.attention_norm`));
    const fed = await feedForward(weights, `${at}.feed_forward`, await norm(x, `${at}.ffn_norm`));
    x = addRows(x, await gate(fed, `${at}.ffn_norm`));
  }
  const last = await norm(x, `${name}.norm`);
  return config.outputDim === null ? last : linear(last, `${name}.output_proj`);
}

function trained(weights: Weights, eps: number): DenseConditioning {
  return {
    norm: async (x, name) =>
      layerNormRows(x, await weights.tensor(`${name}.weight`), await weights.tensor(`${name}.bias`), eps),
    gate: async (branch) => branch,
  };
}

/** AdaLN-Zero: `z = W silu(embedding) + b` is shift, scale and gate, one behind the other. */
export function conditioned(
  weights: Weights,
  embedding: Float32Array,
  { dim, normEps }: TransformerConfig,
): DenseConditioning {
  const opened = [Array.from(embedding, (value) => value / (1 + Math.exp(-value)))];
  const part = async (name: string, index: number) => {
    const weight = await weights.tensor(`${name}.condition_proj.1.weight`);
    const [z = []] = linearRows(opened, weight, await weights.tensor(`${name}.condition_proj.1.bias`));
    return z.slice(index * dim, (index + 1) * dim);
  };
  return {
    norm: async (x, name) => {
      const scale = (await part(name, 1)).map((value) => 1 + value);
      return layerNormRows(x, scale, await part(name, 0), normEps);
    },
    gate: async (branch, name) => {
      const gates = await part(name, 2);
      return branch.map((row) => row.map((value, i) => value * (gates[i] as number)));
    },
  };
}

async function feedForward(weights: Weights, name: string, x: Rows): Promise<Rows> {
  const gate = linearRows(x, await weights.tensor(`${name}.w1.weight`));
  const up = linearRows(x, await weights.tensor(`${name}.w3.weight`));
  const opened = gate.map((row, n) => row.map((v, i) => (v / (1 + Math.exp(-v))) * (up[n]?.[i] as number)));
  return linearRows(opened, await weights.tensor(`${name}.w2.weight`));
}
