import { z } from 'zod';
import { count, odd } from '../checkpoint/component-schema.ts';
import {
  MAX_AXES,
  MAX_FACTOR,
  MAX_FFT,
  MAX_HEADS,
  MAX_HIDDEN,
  MAX_KERNEL,
  MAX_LAYERS,
  MAX_LEVELS,
  MAX_STAGES,
  MAX_VOCABULARY,
  MAX_WIDTH,
  MAX_WINDOW,
} from '../checkpoint/config-limits.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';

const PADDING = z.enum(['center', 'same']);

const TRANSFORMER = z.object({
  dim: count(MAX_WIDTH),
  layers: count(MAX_LAYERS),
  heads: count(MAX_HEADS),
  window: odd(MAX_WINDOW).nullable(),
  hidden: count(MAX_HIDDEN),
  inputDim: count(MAX_WIDTH).nullable(),
  outputDim: count(MAX_WIDTH).nullable(),
  normEps: z.number().positive(),
  useRope: z.boolean(),
  ropeTheta: z.number().positive(),
  qkvBias: z.boolean(),
  projBias: z.boolean(),
  adaLnZero: z.boolean(),
  conditionDim: count(MAX_WIDTH).nullable(),
});

const POSTNET = z.object({
  inputChannels: count(MAX_WIDTH),
  channels: count(MAX_WIDTH),
  kernel: odd(MAX_KERNEL),
  layers: count(MAX_LAYERS),
  layerNorm: z.boolean(),
});

const HEAD = z.object({ dim: count(MAX_WIDTH), nFft: count(MAX_FFT), hop: count(MAX_FFT), padding: PADDING });

const VOCODER = z.object({
  backbone: z.object({
    inputChannels: count(MAX_WIDTH),
    dim: count(MAX_WIDTH),
    intermediate: count(MAX_HIDDEN),
    layers: count(MAX_LAYERS),
  }),
  head: HEAD,
  head48k: HEAD,
  upsampler: z.object({
    inChannels: count(MAX_WIDTH),
    factors: z.array(count(MAX_FACTOR)).max(MAX_STAGES),
    kernels: z.array(count(MAX_KERNEL)).max(MAX_STAGES),
  }),
});

/** A configuration as it was written beside built models: of a checkpoint that has been checked, by this package. */
export const DECODER_CONFIG: z.ZodType<DecoderConfig> = z.object({
  levels: z.array(count(MAX_LEVELS)).min(1).max(MAX_AXES),
  vocabulary: count(MAX_VOCABULARY),
  contentDim: count(MAX_WIDTH),
  downsampleFactor: count(MAX_FACTOR),
  melUpsampleFactor: count(MAX_FACTOR),
  sampleRate: z.literal(24_000),
  hop: count(MAX_FFT),
  nFft: count(MAX_FFT),
  padding: PADDING,
  mels: count(MAX_WIDTH),
  prenet: TRANSFORMER,
  melDecoder: TRANSFORMER,
  postnet: POSTNET,
  vocoder: VOCODER,
});
