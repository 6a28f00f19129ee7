/** One transformer: the mel prenet or the mel decoder. */
export interface TransformerConfig {
  dim: number;
  layers: number;
  heads: number;
  /** Frames seen in all, both sides and the own one, so odd; null: every frame sees every other. */
  window: number | null;
  /** Width of the feed-forward part. */
  hidden: number;
  /** Width of the input when a projection leads to `dim`; null: no projection. */
  inputDim: number | null;
  /** Width of the output when a projection leads from `dim`; null: no projection. */
  outputDim: number | null;
  normEps: number;
  useRope: boolean;
  ropeTheta: number;
  qkvBias: boolean;
  projBias: boolean;
  /** Norms take shift, scale and gate from the embedding instead of weights of their own. */
  adaLnZero: boolean;
  /** Width of the embedding; null without AdaLN-Zero. */
  conditionDim: number | null;
}

/** How a spectral head makes samples of frames. */
export interface HeadConfig {
  dim: number;
  nFft: number;
  hop: number;
  padding: 'center' | 'same';
}

/** Everything about a decoder that is not a weight. */
export interface DecoderConfig {
  /** Levels of each axis of the quantizer. */
  levels: readonly number[];
  /** Tokens are 0 to this, exclusive: the product of the levels. */
  vocabulary: number;
  /** Width of the quantizer's output. */
  contentDim: number;
  /** SSL frames a token stands for. */
  downsampleFactor: number;
  /** Frames that the transposed convolution makes of a token. */
  melUpsampleFactor: number;
  /** Hz of the mel and of the lower head: 24000. */
  sampleRate: number;
  /** Samples between mel frames. */
  hop: number;
  nFft: number;
  padding: 'center' | 'same';
  mels: number;
  prenet: TransformerConfig;
  melDecoder: TransformerConfig;
  postnet: { inputChannels: number; channels: number; kernel: number; layers: number; layerNorm: boolean };
  vocoder: {
    backbone: { inputChannels: number; dim: number; intermediate: number; layers: number };
    /** 24 kHz. */
    head: HeadConfig;
    /** 48 kHz. */
    head48k: HeadConfig;
    upsampler: { inChannels: number; factors: readonly number[]; kernels: readonly number[] };
  };
}
