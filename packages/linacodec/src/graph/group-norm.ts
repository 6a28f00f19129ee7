import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Weights } from './weights.ts';

/** Groups of adjacent channels in every GroupNorm of the upsampler. */
export const GROUPS = 32;
const EPS = 1e-6;

/**
 * What the group norms have seen before this run, and which of its frames count. A whole piece counts all its frames
 * and has seen nothing; a window of a stream goes on from the windows before it.
 */
export interface GroupStatistics {
  /** float32 `[norms, GROUPS]`: mean, and sum of squared deviations from it; `[norms, 1]`: values a group so far. */
  mean: Value;
  deviation: Value;
  count: Value;
  /** The same after this run, one `[1, GROUPS]` a norm in order. */
  after: { mean: Value[]; deviation: Value[] };
}

/** Which frames of a run count at one stage of the upsampler. */
export interface CountedFrames {
  /** float32 `[1, frames]`, 1 or 0. */
  counted: Value;
  /** float32 `[1]`, their number. */
  total: Value;
}

/**
 * GroupNorm whose statistics go over all frames of an utterance: `[frames, channels]` -> the same. Statistics of
 * parts are joined by Chan, Golub and LeVeque's formula (1979), two passes each, which loses nothing in float32.
 */
export async function groupNorm(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  channels: number,
  statistics: GroupStatistics,
  { counted, total }: CountedFrames,
): Promise<Value> {
  const index = statistics.after.mean.length;
  const width = channels / GROUPS;
  const before = (value: Value) => g.op('Slice', [value, g.ints(index), g.ints(index + 1), g.ints(0)]);
  const byGroup = (perChannel: Value) =>
    g.op('ReduceSum', [g.op('Reshape', [perChannel, g.ints(1, GROUPS, width)]), g.ints(2)], { keepdims: 0 });
  const byChannel = (perGroup: Value) => {
    const spread = g.op('Expand', [g.op('Unsqueeze', [perGroup, g.ints(2)]), g.ints(1, GROUPS, width)]);
    return g.op('Reshape', [spread, g.ints(1, channels)]);
  };
  const here = g.op('Mul', [total, g.scalar(width)]);
  const mean = g.op('Div', [byGroup(g.op('MatMul', [counted, x])), g.op('Max', [here, g.scalar(1)])]);
  const centred = g.op('Sub', [x, byChannel(mean)]);
  const deviation = byGroup(g.op('MatMul', [counted, g.op('Mul', [centred, centred])]));

  const all = g.op('Add', [before(statistics.count), here]);
  const share = g.op('Div', [here, all]);
  const apart = g.op('Sub', [mean, before(statistics.mean)]);
  const meanAfter = g.op('Add', [before(statistics.mean), g.op('Mul', [apart, share])]);
  const between = g.op('Mul', [g.op('Mul', [apart, apart]), g.op('Mul', [before(statistics.count), share])]);
  const deviationAfter = g.op('Add', [g.op('Add', [before(statistics.deviation), deviation]), between]);
  statistics.after.mean.push(meanAfter);
  statistics.after.deviation.push(deviationAfter);

  const variance = g.op('Add', [g.op('Div', [deviationAfter, all]), g.scalar(EPS)]);
  const inverse = byChannel(g.op('Reciprocal', [g.op('Sqrt', [variance])]));
  const scale = g.weight(`${name}.weight`, await weights.tensor(`${name}.weight`), [1, channels]);
  const shift = g.weight(`${name}.bias`, await weights.tensor(`${name}.bias`), [1, channels]);
  const slope = g.op('Mul', [inverse, scale]);
  const offset = g.op('Sub', [shift, g.op('Mul', [byChannel(meanAfter), slope])]);
  return g.op('Add', [g.op('Mul', [x, slope]), offset]);
}
