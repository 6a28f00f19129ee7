import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { type AttentionInputs, attentionBlock } from './attention.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Declares what a transformer's attention is fed with, for frames counted by the dimension `frames`. */
export function attentionInputs(g: GraphBuilder, config: TransformerConfig, frames: string): AttentionInputs {
  const half = rotaryPairs(config);
  const block = attentionBlock(config);
  return {
    cos: g.input('cos', 'float32', [frames, half]),
    sin: g.input('sin', 'float32', [frames, half]),
    mask: g.input('mask', 'float32', ['blocks', 1, block ?? frames, block === undefined ? 'keys' : 2 * block]),
    tail: g.input('tail', 'float32', ['padding', config.dim]),
  };
}

/** Pairs of channels of a head that the position turns; none without rotary positions. */
export function rotaryPairs({ dim, heads, useRope }: TransformerConfig): number {
  return useRope ? dim / heads / 2 : 0;
}

/** Far below any logit, yet finite, so that a row of nothing but this (padding) does not become NaN. */
const HIDDEN = -1e30;

/**
 * Which of the frames of its block, and of half a block on each side, each frame may see:
 * `[blocks, 1, block, 2 * block]`, 0 or very negative. `frames` are real, the rest up to whole blocks is padding that
 * nobody sees.
 */
export function attentionMask(frames: number, window: number, block: number): Float32Array {
  const padded = Math.ceil(frames / block) * block;
  const reach = (window - 1) / 2;
  const keys = 2 * block;
  const mask = new Float32Array(padded * keys).fill(HIDDEN);
  for (let query = 0; query < frames; query++) {
    const firstKey = query - (query % block) - block / 2;
    const row = query * keys - firstKey;
    mask.fill(0, row + Math.max(query - reach, 0), row + Math.min(query + reach, frames - 1) + 1);
  }
  return mask;
}
