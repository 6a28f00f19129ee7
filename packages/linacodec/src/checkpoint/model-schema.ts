import { z } from 'zod';
import { component, count, odd } from './component-schema.ts';
import { MAX_AXES, MAX_FACTOR, MAX_FFT, MAX_KERNEL, MAX_LAYERS, MAX_LEVELS, MAX_WIDTH } from './config-limits.ts';
import { TRANSFORMER } from './transformer-schema.ts';

/** The only rate that the vocoder, which doubles it to 48 kHz, is made for. */
const SAMPLE_RATE_HZ = 24_000;

const SIGNAL = z.object({
  downsample_factor: count(MAX_FACTOR).default(2),
  mel_upsample_factor: count(MAX_FACTOR).default(4),
  mel_interpolation_mode: z.literal('linear').default('linear'),
  sample_rate: z.literal(SAMPLE_RATE_HZ).default(SAMPLE_RATE_HZ),
  n_fft: count(MAX_FFT).default(1024),
  hop_length: count(MAX_FFT).default(256),
  n_mels: count(MAX_WIDTH).default(100),
  padding: z.enum(['center', 'same']).default('center'),
});

const QUANTIZER = component(
  'FiniteScalarQuantizer',
  z.object({
    levels: z.array(z.number().int().min(2).max(MAX_LEVELS)).min(1).max(MAX_AXES),
    output_dim: count(MAX_WIDTH),
  }),
).transform(({ init_args: args }) => ({ levels: args.levels, outputDim: args.output_dim }));

const POSTNET = component(
  'PostNet',
  z.object({
    input_channels: count(MAX_WIDTH).default(100),
    channels: count(MAX_WIDTH).default(512),
    kernel_size: odd(MAX_KERNEL).default(5),
    num_layers: z.number().int().min(2).max(MAX_LAYERS).default(5),
    use_layer_norm: z.boolean().default(false),
  }),
).transform(({ init_args: args }) => ({
  inputChannels: args.input_channels,
  channels: args.channels,
  kernel: args.kernel_size,
  layers: args.num_layers,
  layerNorm: args.use_layer_norm,
}));

/** The part of `config.yaml` that decoding depends on; defaults are those of the classes it names. */
export const MODEL_FILE = z.object({
  model: component(
    'LinaCodecModel',
    z.object({
      config: SIGNAL,
      local_quantizer: QUANTIZER,
      mel_prenet: TRANSFORMER,
      mel_decoder: TRANSFORMER,
      mel_postnet: POSTNET,
    }),
  ),
});
