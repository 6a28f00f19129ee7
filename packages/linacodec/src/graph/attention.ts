import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { affine } from './affine.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { besideEachOther, transpose, type Weights } from './weights.ts';

/** What every layer of one transformer shares, made once a run. */
export interface AttentionInputs {
  /** float32 `[frames, dim / heads / 2]` each. */
  cos: Value;
  sin: Value;
  /** float32 `[blocks, 1, block, 2 * block]`: 0 where a frame may look, very negative where not. */
  mask: Value;
  /** float32 `[padding, dim]`, zeros: what is missing to whole blocks. */
  tail: Value;
}

/** Half a block is a multiple of this many frames, a whole vector register. */
const STEP = 16;

/**
 * Frames a block of windowed attention. A block looks at itself and half a block on each side, which is at least the
 * reach of the window. Undefined for full attention, which is one block.
 */
export function attentionBlock(config: TransformerConfig): number | undefined {
  if (config.window === null) return undefined;
  return 2 * Math.ceil(Math.max((config.window - 1) / 2, 1) / STEP) * STEP;
}

/**
 * Windowed attention with rotary positions: `[frames, dim]` -> `[frames, dim]`, without the residual. Each block of
 * queries meets two blocks' worth of keys, so that time and memory grow with the number of frames and not with its
 * square.
 *
 * Rotary pairs are interleaved in the checkpoint. The rows of `wq` and `wk` are put in another order (first all
 * first halves of pairs, then all second), which changes no product of q and k and makes the rotation contiguous.
 */
export async function attention(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  inputs: AttentionInputs,
  config: TransformerConfig,
): Promise<Value> {
  const { dim, heads } = config;
  const projection = async (part: 'wq' | 'wk' | 'wv') => {
    const stored = await weights.tensor(`${name}.${part}.weight`);
    const rows = part === 'wv' || !config.useRope ? stored : halvesFirst(stored, dim, dim, heads);
    return transpose(rows, dim, dim);
  };
  const bias = async (part: 'wq' | 'wk' | 'wv') => {
    const stored = await weights.tensor(`${name}.${part}.bias`);
    return part === 'wv' || !config.useRope ? stored : halvesFirst(stored, dim, 1, heads);
  };
  const parts = ['wq', 'wk', 'wv'] as const;
  const matrix = besideEachOther(dim, ...(await Promise.all(parts.map(projection))));
  const biases = config.qkvBias ? besideEachOther(1, ...(await Promise.all(parts.map(bias)))) : undefined;
  const qkv = affine(g, `${name}.qkv`, x, matrix, 3 * dim, biases);
  const [q, k, v] = g.ops('Split', [qkv], 3, { axis: 1, num_outputs: 3 }) as [Value, Value, Value];

  const rotate = (part: Value) => {
    if (!config.useRope) return part;
    const batch = g.op('Unsqueeze', [part, g.ints(0)]);
    const rotary = { num_heads: heads, interleaved: 0 };
    return g.op('com.microsoft:RotaryEmbedding', [batch, g.ints(0), inputs.cos, inputs.sin], rotary);
  };
  const block = attentionBlock(config);
  const blocks = block === undefined ? oneBlock(g, dim) : overlapping(g, dim, block, inputs.tail);
  const mixed = g.op(
    'com.microsoft:MultiHeadAttention',
    [blocks.queries(rotate(q)), blocks.keys(rotate(k)), blocks.keys(v), '', '', inputs.mask],
    { num_heads: heads },
  );
  const padded = g.op('Reshape', [mixed, g.ints(-1, dim)]);
  const frames = g.op('Slice', [g.op('Shape', [x]), g.ints(0), g.ints(1), g.ints(0)]);
  const real = g.op('Slice', [padded, g.ints(0), frames, g.ints(0)]);
  const out = transpose(await weights.tensor(`${name}.wo.weight`), dim, dim);
  const outBias = config.projBias ? await weights.tensor(`${name}.wo.bias`) : undefined;
  return affine(g, `${name}.wo`, real, out, dim, outBias);
}

/** How frames become a batch of blocks. */
interface Blocks {
  queries(part: Value): Value;
  keys(part: Value): Value;
}

function oneBlock(g: GraphBuilder, dim: number): Blocks {
  const whole = (part: Value) => g.op('Reshape', [part, g.ints(1, -1, dim)]);
  return { queries: whole, keys: whole };
}

/** Queries `[blocks, block, dim]`; keys and values `[blocks, 2 * block, dim]`, half a block more on each side. */
function overlapping(g: GraphBuilder, dim: number, block: number, tail: Value): Blocks {
  const flat = (part: Value) => g.op('Reshape', [part, g.ints(-1, dim)]);
  const grouped = (part: Value) => g.op('Reshape', [part, g.ints(-1, block, dim)]);
  const edge = g.weight(`edge:${block}x${dim}`, new Float32Array((block / 2) * dim), [block / 2, dim]);
  const keys = (part: Value) => {
    const padded = g.op('Concat', [edge, flat(part), tail, edge], { axis: 0 });
    const left = g.op('Slice', [padded, g.ints(0), g.ints(-block), g.ints(0)]);
    const right = g.op('Slice', [padded, g.ints(block), g.ints(Number.MAX_SAFE_INTEGER), g.ints(0)]);
    return g.op('Concat', [grouped(left), grouped(right)], { axis: 1 });
  };
  return { queries: (part) => grouped(g.op('Concat', [flat(part), tail], { axis: 0 })), keys };
}

/** Rows `2i` and `2i + 1` of each head become rows `i` and `d/2 + i`. */
function halvesFirst(matrix: Float32Array, rows: number, columns: number, heads: number): Float32Array {
  const result = new Float32Array(matrix.length);
  const size = rows / heads;
  for (let row = 0; row < rows; row++) {
    const within = row % size;
    const target = row - within + (within % 2) * (size / 2) + Math.floor(within / 2);
    result.set(matrix.subarray(row * columns, (row + 1) * columns), target * columns);
  }
  return result;
}
