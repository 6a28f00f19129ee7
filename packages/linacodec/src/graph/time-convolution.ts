import { affine } from './affine.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Weights } from './weights.ts';

/** A Conv1d over time with zero padding that keeps the number of frames; `kernel` is odd. */
export interface ConvolutionShape {
  inputs: number;
  outputs: number;
  kernel: number;
}

/**
 * PyTorch's Conv1d `name` (`weight [out, in, k]`) for frames in rows: each frame is laid beside its neighbours, then
 * one matrix product does the rest. `[frames, inputs]` -> `[frames, outputs]`.
 */
export async function timeConvolution(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  { inputs, outputs, kernel }: ConvolutionShape,
): Promise<Value> {
  const stored = await weights.tensor(`${name}.weight`);
  const matrix = new Float32Array(stored.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < kernel; k++) {
        matrix[(k * inputs + i) * outputs + o] = stored[(o * inputs + i) * kernel + k] as number;
      }
    }
  }
  const reach = (kernel - 1) / 2;
  const beside = neighbourhood(g, x, inputs, reach, reach);
  return affine(g, name, beside, matrix, outputs, await weights.tensor(`${name}.bias`));
}

/**
 * Every frame beside those from `before` frames earlier to `after` frames later, zeros outside:
 * `[frames, channels]` -> `[frames + extra, (before + 1 + after) * channels]`. `extra` more zeros follow at the end,
 * for what is longer than its input.
 */
export function neighbourhood(g: GraphBuilder, x: Value, channels: number, before: number, after: number, extra = 0) {
  const rows = (count: number) =>
    g.weight(`silence:${count}x${channels}`, new Float32Array(count * channels), [count, channels]);
  const padded = [...(before > 0 ? [rows(before)] : []), x, ...(after + extra > 0 ? [rows(after + extra)] : [])];
  const all = padded.length > 1 ? g.op('Concat', padded, { axis: 0 }) : x;
  const width = before + 1 + after;
  if (width === 1) return all;
  const shifted = Array.from({ length: width }, (_, shift) => {
    const end = shift - width + 1;
    return g.op('Slice', [all, g.ints(shift), g.ints(end === 0 ? Number.MAX_SAFE_INTEGER : end), g.ints(0)]);
  });
  return g.op('Concat', shifted, { axis: 1 });
}
