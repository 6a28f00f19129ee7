import type { DecoderConfig, TransformerConfig } from '../checkpoint/decoder-config.ts';

/** How far, on each side, an input frame of a stage can influence its output, in frames of the input. */
export interface Reach {
  /** Tokens. Infinity for full attention, here and at `mel`. */
  prenet: number;
  /** Mel frames: the mel decoder with its postnet. */
  mel: number;
  /** Mel frames, convolutions only. */
  backbone: number;
  /** Mel frames, convolutions only: the group norms reach over the whole utterance. */
  upsampler: number;
}

/** Kernels that no configuration changes. */
const BACKBONE_KERNEL = 7;
const RESIDUAL_KERNEL = 3;

/** Reach of every stage. */
export function reachOf(config: DecoderConfig): Reach {
  const { postnet, vocoder } = config;
  let upsampler = 0;
  let rate = 1;
  for (const [stage, factor] of vocoder.upsampler.factors.entries()) {
    const kernel = vocoder.upsampler.kernels[stage] as number;
    const residual = RESIDUAL_KERNEL - 1;
    upsampler += Math.ceil((kernel / 2 + residual) / (rate * factor));
    rate *= factor;
  }
  return {
    prenet: attentionReach(config.prenet),
    mel: attentionReach(config.melDecoder) + ((postnet.kernel - 1) / 2) * postnet.layers,
    backbone: ((BACKBONE_KERNEL - 1) / 2) * (vocoder.backbone.layers + 1),
    upsampler,
  };
}

function attentionReach({ window, layers }: TransformerConfig): number {
  return window === null ? Number.POSITIVE_INFINITY : ((window - 1) / 2) * layers;
}
