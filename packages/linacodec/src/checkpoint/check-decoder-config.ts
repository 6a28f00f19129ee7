import { CheckpointError } from './checkpoint-error.ts';
import { MAX_HIDDEN, MAX_PARAMETERS, MAX_VOCABULARY } from './config-limits.ts';
import type { DecoderConfig, HeadConfig, TransformerConfig } from './decoder-config.ts';
import { decoderLayout } from './decoder-layout.ts';
import { countParameters } from './tensor-shape.ts';

/** Values of an embedding. */
const EMBEDDING_WIDTH = 128;

/** Groups of each normalisation in the upsampler, whose channels halve at every stage. */
const NORM_GROUPS = 32;

/** The second head runs at this multiple of the first one's rate: 48 kHz to 24 kHz. */
const HEAD_RATIO = 2;

/** Whether numbers fit together; what is found and what would be right when they do not. */
type Rule = readonly [fits: boolean, found: string, expected: string];

/** Throws a CheckpointError when numbers that are fine each on its own do not fit together. */
export function checkDecoderConfig(config: DecoderConfig): void {
  check('config.yaml', modelRules(config));
  check('vocoder/config.yaml', vocoderRules(config));
  const { model, vocoder } = decoderLayout(config);
  const parameters = countParameters([...model, ...vocoder]);
  check('config.yaml', [
    [parameters <= MAX_PARAMETERS, `dimensions that make ${parameters} weights`, `at most ${MAX_PARAMETERS}`],
  ]);
}

function check(file: string, rules: readonly Rule[]): void {
  const broken = rules.find(([fits]) => !fits);
  if (broken) throw new CheckpointError({ file, found: broken[1], expected: broken[2] });
}

function modelRules(config: DecoderConfig): Rule[] {
  const { prenet, melDecoder, postnet, mels } = config;
  const decoderInput = melDecoder.inputDim ?? melDecoder.dim;
  return [
    same('mel_prenet input width', prenet.inputDim ?? prenet.dim, "the quantizer's output_dim", config.contentDim),
    same('mel_prenet output width', prenet.outputDim ?? prenet.dim, 'the mel_decoder input width', decoderInput),
    same('mel_decoder output width', melDecoder.outputDim ?? melDecoder.dim, 'n_mels', mels),
    same('mel_postnet input_channels', postnet.inputChannels, 'n_mels', mels),
    [
      config.vocabulary <= MAX_VOCABULARY,
      `levels that make ${config.vocabulary} tokens`,
      `at most ${MAX_VOCABULARY} tokens`,
    ],
    [config.hop <= config.nFft, `hop_length ${config.hop}`, `at most n_fft, ${config.nFft}`],
    ...transformerRules('mel_prenet', prenet),
    ...transformerRules('mel_decoder', melDecoder),
    [!prenet.adaLnZero, 'mel_prenet with use_adaln_zero', 'a mel_prenet without: the embedding enters later'],
    [melDecoder.adaLnZero, 'mel_decoder without use_adaln_zero', 'use_adaln_zero: only there the voice enters'],
    same('adanorm_condition_dim', melDecoder.conditionDim ?? 0, 'the width of an embedding', EMBEDDING_WIDTH),
    [postnet.layerNorm, 'mel_postnet with use_layer_norm false', 'true: batch norm is not decoded'],
  ];
}

function transformerRules(name: string, { dim, heads, hidden, useRope }: TransformerConfig): Rule[] {
  const perHead = dim / heads;
  return [
    [Number.isInteger(perHead), `${name} dim ${dim} with n_heads ${heads}`, 'a dim that n_heads divides'],
    [!useRope || perHead % 2 === 0, `${name} with ${perHead} channels a head`, 'an even number: RoPE turns pairs'],
    [hidden >= 1 && hidden <= MAX_HIDDEN, `${name} feed-forward width ${hidden}`, `1 to ${MAX_HIDDEN}`],
  ];
}

function vocoderRules({ mels, hop, vocoder }: DecoderConfig): Rule[] {
  const { backbone, head, head48k, upsampler } = vocoder;
  const narrowing = NORM_GROUPS * 2 ** upsampler.factors.length;
  const ratio = upsampler.factors.reduce((product, factor) => product * factor, 1);
  return [
    same('backbone input_channels', backbone.inputChannels, 'n_mels', mels),
    same('head dim', head.dim, 'the backbone dim', backbone.dim),
    same('upsampler in_channels', upsampler.inChannels, 'the backbone dim', backbone.dim),
    same('head_48k dim', head48k.dim, 'the upsampler in_channels', upsampler.inChannels),
    [
      upsampler.inChannels % narrowing === 0,
      `upsampler in_channels ${upsampler.inChannels}`,
      `a multiple of ${narrowing}: ${NORM_GROUPS} groups after ${upsampler.factors.length} halvings`,
    ],
    same('the number of kernel_sizes', upsampler.kernels.length, 'that of upsample_factors', upsampler.factors.length),
    ...upsampler.factors.map((factor, i): Rule => {
      const kernel = upsampler.kernels[i] ?? factor;
      return [kernel >= factor, `kernel_sizes ${kernel} with upsample_factors ${factor}`, 'a kernel without gaps'];
    }),
    ...headRules('head', head),
    ...headRules('head_48k', head48k),
    same('head hop_length', head.hop, "the model's hop_length", hop),
    same('samples of head_48k to a mel frame', ratio * head48k.hop, 'twice those of head', HEAD_RATIO * head.hop),
    [head.padding === head48k.padding, `head_48k padding ${head48k.padding}`, `${head.padding}, that of head`],
  ];
}

function headRules(name: string, { hop, nFft }: HeadConfig): Rule[] {
  return [[hop <= nFft, `${name} hop_length ${hop}`, `at most n_fft, ${nFft}`]];
}

function same(name: string, value: number, reference: string, right: number): Rule {
  return [value === right, `${name} ${value}`, `${right}, ${reference}`];
}
