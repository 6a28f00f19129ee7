import type { DecoderConfig, HeadConfig } from '../checkpoint/decoder-config.ts';

/** Step and receptive field, in samples at 16 kHz, of the speech model that the tokens were made with. */
const SSL_HOP = 320;
const SSL_FIELD = 400;
const SSL_RATE = 16_000;

/** The part of a configuration that sizes depend on. */
export type LengthConfig = Pick<
  DecoderConfig,
  'downsampleFactor' | 'melUpsampleFactor' | 'sampleRate' | 'hop' | 'nFft' | 'padding'
> & { vocoder: Pick<DecoderConfig['vocoder'], 'head' | 'head48k' | 'upsampler'> };

/** Sizes of one decode. Everything follows from the configuration and the number of tokens. */
export interface CodecLengths {
  readonly tokens: number;
  /** Frames after the transposed convolution, before interpolation. */
  readonly upsampled: number;
  /** Mel frames M, which the mel decoder and the vocoder's backbone work on. */
  readonly frames: number;
  /** Frames of the vocoder's 48 kHz branch, after its upsampler. */
  readonly vocoderFrames: number;
  /** Samples of the 24 kHz branch before it is resampled. */
  readonly lowSamples: number;
  /** Samples of the 48 kHz branch before it is cut to `samples`. */
  readonly highSamples: number;
  /** Samples of the result at 48 kHz. */
  readonly samples: number;
}

/**
 * Sizes of a decode of `tokens` tokens. Throws a RangeError when `tokens` is not a whole number of at least 1, when
 * they are too few for the configuration's spectral heads, or when its 48 kHz branch falls short of the other one.
 */
export function codecLengths(config: LengthConfig, tokens: number): CodecLengths {
  if (!Number.isSafeInteger(tokens) || tokens < 1) {
    throw new RangeError(`the number of tokens is ${tokens}; it must be a whole number of at least 1`);
  }
  const frames = melFrames(tokens * config.downsampleFactor, config);
  const vocoderFrames = upsampledFrames(frames, config.vocoder.upsampler);
  const lowSamples = istftSamples(frames, config.vocoder.head);
  const highSamples = istftSamples(vocoderFrames, config.vocoder.head48k);
  const samples = 2 * lowSamples;
  if (highSamples < samples) {
    throw new RangeError(`the 48 kHz branch gives ${highSamples} samples; the 24 kHz branch needs ${samples} of it`);
  }
  const upsampled = tokens * config.melUpsampleFactor;
  return { tokens, upsampled, frames, vocoderFrames, lowSamples, highSamples, samples };
}

/** What {@link melFrames} needs to know: the mel's sample rate, hop and transform size, and how its edges are padded. */
export interface MelGeometry {
  sampleRate: number;
  hop: number;
  nFft: number;
  /** `center` and `same` pad; any other word means no padding, as it does for the reference. */
  padding: string;
}

/**
 * Frames of the mel spectrogram of the shortest audio that has `sslFrames` frames of the speech model. In float64, and
 * in the reference's order: rounding gives one sample too many for some lengths, which may matter at other hops.
 */
export function melFrames(sslFrames: number, { sampleRate, hop, nFft, padding }: MelGeometry): number {
  const shortest = SSL_HOP * (sslFrames - 1) + SSL_FIELD;
  const samples = Math.ceil((shortest / SSL_RATE) * sampleRate);
  if (padding === 'center') return Math.floor(samples / hop) + 1;
  if (padding === 'same') return Math.floor(samples / hop);
  return Math.floor((samples - nFft) / hop) + 1;
}

/** Frames after all stages of transposed convolutions, each padded by floor((kernel - factor) / 2). */
function upsampledFrames(frames: number, { factors, kernels }: DecoderConfig['vocoder']['upsampler']): number {
  return factors.reduce((length, factor, stage) => {
    const kernel = kernels[stage];
    if (kernel === undefined) throw new RangeError(`upsampler stage ${stage} has a factor but no kernel size`);
    return (length - 1) * factor + kernel - 2 * Math.floor((kernel - factor) / 2);
  }, frames);
}

/** Samples that an inverse STFT leaves after its edges are trimmed. */
function istftSamples(frames: number, { hop, padding }: HeadConfig): number {
  const least = padding === 'center' ? 2 : 1;
  if (frames < least) throw new RangeError(`${frames} frames are too few for padding ${padding}: at least ${least}`);
  return padding === 'center' ? (frames - 1) * hop : frames * hop;
}
