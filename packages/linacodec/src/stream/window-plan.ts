import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { melFrames } from '../geometry/codec-lengths.ts';
import { reachOf } from './reach.ts';

/**
 * Context that each attention stage gets in a window, in seconds before and after what is kept of it. The full reach
 * would be 7 s and 2 s a side; trained layers look much less far (docs/decoder.md has the measured difference).
 * Seconds after are seconds that the first sound waits for tokens.
 */
const CONTEXT_SECONDS = { prenet: { before: 2.56, after: 1.92 }, mel: { before: 0.68, after: 0.34 } };
/** The first window makes do with less of what comes after it, for an early start. */
const FIRST_PRENET_SECONDS_AFTER = 0.8;
/** The first window is short for an early start; each later one is longer, which wastes less on context. */
const FIRST_WINDOW_SECONDS = 1.12;
const WINDOW_GROWTH = 1.5;
/** Bounds delay and memory. */
const LONGEST_WINDOW_SECONDS = 4;
/** SSL frames a second, of which a token stands for `downsampleFactor`. */
const SSL_RATE = 50;
/** Long enough that rounding to whole frames does not show in a ratio of lengths. */
const MANY_SSL_FRAMES = 1e9;

/** Sizes of the windows of a stream. They depend on the configuration alone, never on how tokens arrive. */
export interface WindowPlan {
  /** Context of the prenet's window `index`, in tokens. */
  prenetBefore: number;
  prenetAfter(index: number): number;
  /** Context of a mel window, in mel frames. */
  mel: { before: number; after: number };
  /** Context of a vocoder window on each side, in mel frames: its whole reach, so that windows leave no trace. */
  backbone: number;
  upsampler: number;
  /** Frames of the transposed convolution per mel frame, as it is for long utterances. */
  scale: number;
  /** Tokens of the window `index`. */
  windowTokens(index: number): number;
}

/** Plans the windows of a stream. */
export function windowPlan(config: DecoderConfig): WindowPlan {
  const reach = reachOf(config);
  const tokens = (seconds: number) => Math.max(1, Math.round((seconds * SSL_RATE) / config.downsampleFactor));
  const frames = (seconds: number) => Math.ceil((seconds * config.sampleRate) / config.hop);
  const { prenet, mel } = CONTEXT_SECONDS;
  return {
    prenetBefore: Math.min(tokens(prenet.before), reach.prenet),
    // Not cut to the reach: a change of speaker has to be known before the window that it fades into.
    prenetAfter: (index) => tokens(index === 0 ? FIRST_PRENET_SECONDS_AFTER : prenet.after),
    mel: { before: Math.min(frames(mel.before), reach.mel), after: Math.min(frames(mel.after), reach.mel) },
    backbone: reach.backbone,
    upsampler: reach.upsampler,
    scale:
      (config.melUpsampleFactor * MANY_SSL_FRAMES) / (config.downsampleFactor * melFrames(MANY_SSL_FRAMES, config)),
    windowTokens: (index) => tokens(Math.min(FIRST_WINDOW_SECONDS * WINDOW_GROWTH ** index, LONGEST_WINDOW_SECONDS)),
  };
}
