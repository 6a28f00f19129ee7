import { z } from 'zod';
import { component, count } from './component-schema.ts';
import { MAX_FACTOR, MAX_FFT, MAX_KERNEL, MAX_LAYERS, MAX_STAGES, MAX_WIDTH } from './config-limits.ts';
import type { HeadConfig } from './decoder-config.ts';

/** Kernel of every stage of an upsampler whose `kernel_sizes` are absent. */
const DEFAULT_KERNEL = 8;

const BACKBONE = component(
  'VocosBackbone',
  z.object({
    input_channels: count(MAX_WIDTH),
    dim: count(MAX_WIDTH),
    intermediate_dim: count(MAX_WIDTH),
    num_layers: count(MAX_LAYERS),
    // A backbone with conditioned norms is another network.
    adanorm_num_embeddings: z.null().default(null),
  }),
).transform(({ init_args: args }) => ({
  inputChannels: args.input_channels,
  dim: args.dim,
  intermediate: args.intermediate_dim,
  layers: args.num_layers,
}));

const HEAD = component(
  'ISTFTHead',
  z.object({
    dim: count(MAX_WIDTH),
    n_fft: count(MAX_FFT).refine((size) => size % 2 === 0, 'an even number'),
    hop_length: count(MAX_FFT),
    padding: z.enum(['center', 'same']).default('same'),
  }),
).transform(({ init_args: args }): HeadConfig => {
  return { dim: args.dim, nFft: args.n_fft, hop: args.hop_length, padding: args.padding };
});

const UPSAMPLER = component(
  'UpSamplerBlock',
  z.object({
    in_channels: count(MAX_WIDTH),
    upsample_factors: z.array(count(MAX_FACTOR)).min(1).max(MAX_STAGES),
    kernel_sizes: z.array(count(MAX_KERNEL)).nullable().default(null),
  }),
).transform(({ init_args: args }) => ({
  inChannels: args.in_channels,
  factors: args.upsample_factors,
  kernels: args.kernel_sizes ?? args.upsample_factors.map(() => DEFAULT_KERNEL),
}));

/** `vocoder/config.yaml`; its `feature_extractor` makes mels and is not used to decode. */
export const VOCODER_FILE = z.object({ backbone: BACKBONE, head: HEAD, head_48k: HEAD, upsampler: UPSAMPLER });
