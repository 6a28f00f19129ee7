import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { GROUPS } from '../graph/group-norm.ts';
import type { Feed } from './onnx-session.ts';

/** What the group norms of an utterance have seen so far, two norms a stage of the upsampler. */
export interface GroupState {
  /** Values a group, `[norms]`. */
  count: Float32Array;
  /** `[norms, GROUPS]`. */
  mean: Float32Array;
  /** Sum of squared deviations from the mean, `[norms, GROUPS]`. */
  deviation: Float32Array;
}

/** Which frames of one run count for the group norms. */
export interface UpsampledCounts {
  /** One row of 0 and 1 a stage. */
  stages: readonly Float32Array[];
  /** Values a group that they add, `[norms]`. */
  values: readonly number[];
}

/** Nothing seen yet. */
export function emptyGroupState(config: DecoderConfig): GroupState {
  const norms = 2 * config.vocoder.upsampler.factors.length;
  return {
    count: new Float32Array(norms),
    mean: new Float32Array(norms * GROUPS),
    deviation: new Float32Array(norms * GROUPS),
  };
}

/**
 * Counts the frames `from` to `to` of a run over `frames` feature frames, at each stage of the upsampler. What a stage
 * has beyond a multiple of its input (one frame in the official wiring) counts only at the end of the utterance.
 */
export function countFrames(
  config: DecoderConfig,
  frames: number,
  from: number,
  to: number,
  atEnd: boolean,
): UpsampledCounts {
  const { factors, kernels, inChannels } = config.vocoder.upsampler;
  const stages: Float32Array[] = [];
  const values: number[] = [];
  let length = frames;
  let rate = 1;
  let channels = inChannels;
  for (const [stage, factor] of factors.entries()) {
    const kernel = kernels[stage] as number;
    length = (length - 1) * factor + kernel - 2 * Math.floor((kernel - factor) / 2);
    rate *= factor;
    channels /= 2;
    const last = atEnd ? length : Math.min(to * rate, length);
    const row = new Float32Array(length).fill(1, from * rate, last);
    stages.push(row);
    const seen = Math.max(0, last - from * rate) * (channels / GROUPS);
    values.push(seen, seen);
  }
  return { stages, values };
}

/** The upsampler graph's inputs for a state and the frames that count. */
export function groupFeeds(state: GroupState, counts: UpsampledCounts): Record<string, Feed> {
  const norms = state.count.length;
  const feeds: Record<string, Feed> = {
    mean: { data: state.mean, dims: [norms, GROUPS] },
    deviation: { data: state.deviation, dims: [norms, GROUPS] },
    count: { data: state.count, dims: [norms, 1] },
  };
  for (const [stage, row] of counts.stages.entries()) {
    feeds[`counted.${stage}`] = { data: row, dims: [1, row.length] };
    feeds[`total.${stage}`] = { data: Float32Array.of(row.reduce((sum, one) => sum + one, 0)), dims: [1] };
  }
  return feeds;
}
