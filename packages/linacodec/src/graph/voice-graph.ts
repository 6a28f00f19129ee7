import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { affine } from './affine.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { transpose, type Weights } from './weights.ts';

/** Order of the parts of each norm as the checkpoint has them, and the same for the last norm, which has no gate. */
const STORED = ['shift', 'scale', 'gate'];

/** What the embedding becomes: equally long vectors, in the order in which the mel graph takes them apart. */
export interface ConditionLayout {
  /** `NORM.PART`, each `dim` long. */
  parts: readonly string[];
  dim: number;
  size: number;
}

/** Names of all vectors that depend on the speaker. */
export function conditionLayout(config: DecoderConfig): ConditionLayout {
  const { layers, dim } = config.melDecoder;
  const parts = normNames(layers).flatMap((name) => partsOf(name).map((part) => `${name}.${part}`));
  return { parts, dim, size: parts.length * dim };
}

/**
 * The speaker's embedding to scale, shift and gate of every norm: `embedding [1, condition]` -> `voice [1, size]`.
 * It does not depend on time, so that it runs once a voice. Scales come out with the 1 of `1 + scale` in them.
 */
export async function voiceGraph(g: GraphBuilder, weights: Weights, config: DecoderConfig): Promise<void> {
  const { layers, dim, conditionDim } = config.melDecoder;
  const condition = conditionDim ?? 0;
  const { size } = conditionLayout(config);
  const rows = new Float32Array(size * condition);
  const bias = new Float32Array(size);
  let row = 0;
  for (const name of normNames(layers)) {
    rows.set(await weights.tensor(`${name}.condition_proj.1.weight`), row * condition);
    bias.set(await weights.tensor(`${name}.condition_proj.1.bias`), row);
    const scale = row + STORED.indexOf('scale') * dim;
    for (let i = scale; i < scale + dim; i++) bias[i] = (bias[i] as number) + 1;
    row += partsOf(name).length * dim;
  }
  const embedding = g.input('embedding', 'float32', [1, condition]);
  const opened = g.op('com.microsoft:QuickGelu', [embedding], { alpha: { float: 1 } });
  const voice = affine(g, 'mel_decoder.condition', opened, transpose(rows, size, condition), size, bias);
  g.output('voice', voice, [1, size]);
}

function normNames(layers: number): string[] {
  const names = Array.from({ length: layers }, (_, layer) => [
    `mel_decoder.layers.${layer}.attention_norm`,
    `mel_decoder.layers.${layer}.ffn_norm`,
  ]);
  return [...names.flat(), 'mel_decoder.norm'];
}

function partsOf(name: string): string[] {
  return name === 'mel_decoder.norm' ? STORED.slice(0, 2) : STORED;
}
