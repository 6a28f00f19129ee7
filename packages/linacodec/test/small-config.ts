import type { DecoderConfig, TransformerConfig } from '../src/checkpoint/decoder-config.ts';

/** A transformer small enough for a plain reference. */
export const SMALL_TRANSFORMER: TransformerConfig = {
  dim: 12,
  layers: 2,
  heads: 2,
  window: 5,
  hidden: 20,
  inputDim: null,
  outputDim: null,
  normEps: 1e-5,
  useRope: true,
  ropeTheta: 10_000,
  qkvBias: false,
  projBias: false,
  adaLnZero: false,
  conditionDim: null,
};

const HEAD = { dim: 64, nFft: 16, hop: 4, padding: 'center' } as const;

/** The smallest decoder there can be with 32 groups after one halving; wired like the official one. */
export const SMALL_CONFIG: DecoderConfig = {
  levels: [8, 8, 8, 5, 5],
  vocabulary: 12_800,
  contentDim: 12,
  downsampleFactor: 2,
  melUpsampleFactor: 4,
  sampleRate: 24_000,
  hop: 4,
  nFft: 16,
  padding: 'center',
  mels: 6,
  prenet: { ...SMALL_TRANSFORMER, outputDim: 8 },
  melDecoder: { ...SMALL_TRANSFORMER, dim: 8, outputDim: 6, adaLnZero: true, conditionDim: 128 },
  postnet: { inputChannels: 6, channels: 10, kernel: 3, layers: 2, layerNorm: true },
  vocoder: {
    backbone: { inputChannels: 6, dim: 64, intermediate: 24, layers: 1 },
    head: HEAD,
    head48k: HEAD,
    upsampler: { inChannels: 64, factors: [2], kernels: [8] },
  },
};
