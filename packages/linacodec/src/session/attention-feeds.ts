import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { ropeTable } from '../geometry/rope-table.ts';
import { attentionBlock } from '../graph/attention.ts';
import { attentionMask, rotaryPairs } from '../graph/attention-inputs.ts';
import type { Feed } from './onnx-session.ts';
import { Recent } from './recent.ts';

/** Lengths whose tables are kept: the windows of a stream come in few sizes, a mask of 4 s is about 200 kB. */
const KEPT_LENGTHS = 24;
/** Longer runs are whole pieces, whose length seldom comes again and whose mask is large. */
const LONGEST_KEPT_FRAMES = 1024;

type AttentionFeeds = Readonly<Record<'cos' | 'sin' | 'mask' | 'tail', Feed>>;

/** Makes what a transformer's attention is fed with, which depends on nothing but the number of frames. */
export class AttentionTables {
  readonly #config: TransformerConfig;
  readonly #kept = new Recent<number, AttentionFeeds>(KEPT_LENGTHS);

  constructor(config: TransformerConfig) {
    this.#config = config;
  }

  /**
   * Rotary tables from position `from` on, mask and padding. Attention sees differences of positions only, so that
   * `from` changes nothing but the rounding of the tables.
   */
  feeds(frames: number, from = 0): AttentionFeeds {
    const mayKeep = from === 0 && frames <= LONGEST_KEPT_FRAMES;
    const kept = mayKeep ? this.#kept.get(frames) : undefined;
    if (kept !== undefined) return kept;
    const made = attentionFeeds(this.#config, frames, from);
    return mayKeep ? this.#kept.set(frames, made) : made;
  }
}

function attentionFeeds(config: TransformerConfig, frames: number, from: number): AttentionFeeds {
  const pairs = rotaryPairs(config);
  const { cos, sin } = ropeTable(2 * pairs, config.ropeTheta, from, frames);
  const table = [frames, pairs];
  const block = attentionBlock(config);
  const window = config.window;
  if (block === undefined || window === null) {
    const mask = { data: new Float32Array(frames * frames), dims: [1, 1, frames, frames] };
    const tail = { data: new Float32Array(0), dims: [0, config.dim] };
    return { cos: { data: cos, dims: table }, sin: { data: sin, dims: table }, mask, tail };
  }
  const blocks = Math.ceil(frames / block);
  const padding = blocks * block - frames;
  return {
    cos: { data: cos, dims: table },
    sin: { data: sin, dims: table },
    mask: { data: attentionMask(frames, window, block), dims: [blocks, 1, block, 2 * block] },
    tail: { data: new Float32Array(padding * config.dim), dims: [padding, config.dim] },
  };
}
