import { checkDecoderConfig } from './check-decoder-config.ts';
import type { DecoderConfig } from './decoder-config.ts';
import { MODEL_FILE } from './model-schema.ts';
import { parseYaml } from './parse-yaml.ts';
import { VOCODER_FILE } from './vocoder-schema.ts';

/** Where the official layout keeps the model's configuration. */
export const MODEL_CONFIG_PATH = 'config.yaml';

/** Where the official layout keeps the vocoder's configuration. */
export const VOCODER_CONFIG_PATH = 'vocoder/config.yaml';

/**
 * Reads the two YAML files of a checkpoint. Keys that do not matter to decoding are ignored, absent ones have the
 * defaults of the class they belong to. Throws a CheckpointError on anything that cannot be decoded with.
 */
export function parseDecoderConfig(files: { model: string; vocoder: string }): DecoderConfig {
  const model = parseYaml(MODEL_FILE, files.model, MODEL_CONFIG_PATH).model.init_args;
  const vocoder = parseYaml(VOCODER_FILE, files.vocoder, VOCODER_CONFIG_PATH);
  const { config: signal, local_quantizer: quantizer } = model;
  const config: DecoderConfig = {
    levels: quantizer.levels,
    vocabulary: quantizer.levels.reduce((product, level) => product * level, 1),
    contentDim: quantizer.outputDim,
    downsampleFactor: signal.downsample_factor,
    melUpsampleFactor: signal.mel_upsample_factor,
    sampleRate: signal.sample_rate,
    hop: signal.hop_length,
    nFft: signal.n_fft,
    padding: signal.padding,
    mels: signal.n_mels,
    prenet: model.mel_prenet,
    melDecoder: model.mel_decoder,
    postnet: model.mel_postnet,
    vocoder: {
      backbone: vocoder.backbone,
      head: vocoder.head,
      head48k: vocoder.head_48k,
      upsampler: vocoder.upsampler,
    },
  };
  checkDecoderConfig(config);
  return config;
}
