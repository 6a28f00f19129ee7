import type { DecoderConfig, TransformerConfig } from '../../../packages/linacodec/src/checkpoint/decoder-config.ts';
import { codecLengths } from '../../../packages/linacodec/src/geometry/codec-lengths.ts';

/** Taps of convolutions whose size is fixed in the classes of the reference: backbone and upsampler blocks. */
const BACKBONE_KERNEL = 7;
const RESIDUAL_KERNEL = 3;
/** Taps of the resampler from 24 to 48 kHz. */
const RESAMPLER_TAPS = 15;
/** A real FFT of S samples takes about 2.5 S log2(S) operations, half as many MACs; the crossover takes two. */
const CROSSOVER_FACTOR = 2.5;

/**
 * Multiply-accumulates that decoding takes, by stage, with attention counted inside its window only and FFTs where
 * they do: the useful work, whatever an implementation does instead. The two inverse STFTs are left out (with an FFT
 * they are next to nothing), and so are transcendental functions.
 * @throws RangeError for fewer than one token
 */
export function decoderMacs(config: DecoderConfig, tokens: number) {
  const { contentDim, levels, prenet, melDecoder, postnet, vocoder } = config;
  const { upsampled, frames, vocoderFrames, samples } = codecLengths(config, tokens);
  const width = prenet.outputDim ?? prenet.dim;
  return {
    codes: tokens * levels.length * contentDim,
    prenetLinear: tokens * linearMacs(prenet),
    prenetAttention: attentionMacs(prenet, tokens),
    convolutionalUpsample: upsampled * width * width,
    melLinear: frames * linearMacs(melDecoder),
    melAttention: attentionMacs(melDecoder, frames),
    conditioning: conditioningMacs(prenet) + conditioningMacs(melDecoder),
    postnet: frames * postnetMacs(postnet),
    backbone: frames * backboneMacs(vocoder.backbone),
    upsampler: upsamplerMacs(vocoder.upsampler, frames),
    heads: frames * headMacs(vocoder.head) + vocoderFrames * headMacs(vocoder.head48k),
    resampler: samples * RESAMPLER_TAPS,
    crossover: CROSSOVER_FACTOR * samples * Math.log2(samples),
  };
}

/** All stages of {@link decoderMacs} together. */
export function totalMacs(config: DecoderConfig, tokens: number): number {
  return Object.values(decoderMacs(config, tokens)).reduce((sum, macs) => sum + macs, 0);
}

/** Of one frame: four matrices of attention and three of the feed-forward part a layer, and the projections. */
function linearMacs({ dim, hidden, layers, inputDim, outputDim }: TransformerConfig): number {
  return layers * (4 * dim * dim + 3 * dim * hidden) + ((inputDim ?? 0) + (outputDim ?? 0)) * dim;
}

/** Logits and the weighted sum: two products of `dim` for every pair of frames that see each other. */
function attentionMacs({ dim, layers, window }: TransformerConfig, frames: number): number {
  const side = Math.min(frames - 1, window === null ? frames - 1 : (window - 1) / 2);
  const pairs = frames * (2 * side + 1) - side * (side + 1);
  return layers * 2 * dim * pairs;
}

/** Shift, scale and gate of two norms a layer, shift and scale of the last norm: once for a speaker. */
function conditioningMacs({ adaLnZero, conditionDim, dim, layers }: TransformerConfig): number {
  return adaLnZero ? (conditionDim ?? 0) * dim * (layers * 2 * 3 + 2) : 0;
}

function postnetMacs({ inputChannels, channels, kernel, layers }: DecoderConfig['postnet']): number {
  if (layers === 1) return kernel * inputChannels * inputChannels;
  return kernel * (2 * inputChannels * channels + (layers - 2) * channels * channels);
}

function backboneMacs({ inputChannels, dim, intermediate, layers }: DecoderConfig['vocoder']['backbone']): number {
  return BACKBONE_KERNEL * inputChannels * dim + layers * (BACKBONE_KERNEL * dim + 2 * dim * intermediate);
}

function headMacs({ dim, nFft }: DecoderConfig['vocoder']['head']): number {
  return dim * (nFft + 2);
}

/** Each stage halves the channels: a transposed convolution, then two convolutions at the length that it gives. */
function upsamplerMacs(
  { inChannels, factors, kernels }: DecoderConfig['vocoder']['upsampler'],
  frames: number,
): number {
  let macs = 0;
  let channels = inChannels;
  let length = frames;
  for (const [stage, factor] of factors.entries()) {
    const kernel = kernels[stage] ?? 0;
    const narrower = channels / 2;
    macs += length * channels * narrower * kernel;
    length = (length - 1) * factor + kernel - 2 * Math.floor((kernel - factor) / 2);
    macs += length * 2 * RESIDUAL_KERNEL * narrower * narrower;
    channels = narrower;
  }
  return macs + length * channels * inChannels;
}
