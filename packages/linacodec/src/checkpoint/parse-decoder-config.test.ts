import { describe, expect, it } from 'vitest';
import { configTexts, withKeys } from '../../test/checkpoint/config-texts.ts';
import { refusal } from '../../test/checkpoint/refusal.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { parseDecoderConfig } from './parse-decoder-config.ts';

const TEXTS = configTexts('tiny-12hz');

type Keys = Record<string, unknown>;

const parseModel = (keys: Keys) => parseDecoderConfig(withKeys(TEXTS, 'model', keys));
const parseVocoder = (keys: Keys) => parseDecoderConfig(withKeys(TEXTS, 'vocoder', keys));

const unconditioned = {
  layers: 2,
  heads: 4,
  hidden: 256,
  inputDim: null,
  normEps: 1e-5,
  useRope: true,
  ropeTheta: 10_000,
  qkvBias: false,
  projBias: false,
  adaLnZero: false,
  conditionDim: null,
};

async function expectRefusal(parse: () => unknown, file: string, found: string, expected: string): Promise<void> {
  const error = await refusal(parse);
  expect(error).toBeInstanceOf(CheckpointError);
  expect(error).toMatchObject({
    code: 'bad_checkpoint',
    retryable: false,
    file,
    found: expect.stringContaining(found),
    expected: expect.stringContaining(expected),
  });
}

describe('parseDecoderConfig', () => {
  it('reads the official layout', () => {
    expect(parseDecoderConfig(TEXTS)).toEqual({
      levels: [8, 8, 8, 5, 5],
      vocabulary: 12_800,
      contentDim: 48,
      downsampleFactor: 4,
      melUpsampleFactor: 8,
      sampleRate: 24_000,
      hop: 256,
      nFft: 1024,
      padding: 'center',
      mels: 20,
      prenet: { ...unconditioned, dim: 48, window: 31, outputDim: 32 },
      melDecoder: { ...unconditioned, dim: 32, window: 65, outputDim: 20, adaLnZero: true, conditionDim: 128 },
      postnet: { inputChannels: 20, channels: 16, kernel: 7, layers: 4, layerNorm: true },
      vocoder: {
        backbone: { inputChannels: 20, dim: 128, intermediate: 96, layers: 2 },
        head: { dim: 128, nFft: 1024, hop: 256, padding: 'center' },
        head48k: { dim: 128, nFft: 1024, hop: 256, padding: 'center' },
        upsampler: { inChannels: 128, factors: [2, 1], kernels: [8, 8] },
      },
    });
  });

  it('gives absent keys the defaults of their classes', () => {
    const { prenet, postnet, ...config } = parseModel({
      'mel_prenet.init_args.rope_theta': undefined,
      'mel_prenet.init_args.window_size': undefined,
      'mel_postnet.init_args.kernel_size': undefined,
      'mel_postnet.init_args.num_layers': undefined,
      'mel_postnet.init_args.channels': undefined,
      'config.downsample_factor': undefined,
      'config.mel_upsample_factor': undefined,
    });
    expect([prenet.ropeTheta, prenet.window]).toEqual([500_000, null]);
    expect(postnet).toMatchObject({ kernel: 5, layers: 5, channels: 512 });
    expect([config.downsampleFactor, config.melUpsampleFactor]).toEqual([2, 4]);
    const { vocoder } = parseVocoder({
      'upsampler.init_args.kernel_sizes': undefined,
      'head.init_args.padding': undefined,
      'head_48k.init_args.padding': undefined,
    });
    expect([vocoder.head.padding, vocoder.head48k.padding]).toEqual(['same', 'same']);
    expect(vocoder.upsampler.kernels).toEqual([8, 8]);
  });

  it.each([
    [{}, 768, 2048],
    [{}, 512, 1536],
    [{ multiple_of: 64 }, 32, 128],
    [{ multiple_of: 64, ffn_dim_multiplier: 0.375 }, 128, 128],
    [{ multiple_of: 1, ffn_dim_multiplier: 1.3 }, 96, 332],
    [{ multiple_of: 1 }, 4, 10],
  ])('with %j makes a feed-forward part for %i channels %i wide', (keys, dim, hidden) => {
    const init_args = { dim, n_layers: 1, n_heads: 2, output_dim: 32, ...keys };
    const config = parseModel({
      'local_quantizer.init_args.output_dim': dim,
      'mel_prenet.init_args': init_args,
    });
    expect(config.prenet.hidden).toBe(hidden);
  });

  it('ignores what decoding does not need', () => {
    const plain = parseDecoderConfig(TEXTS);
    expect(parseModel({ local_encoder: 7, global_encoder: undefined, extra: [1] })).toEqual(plain);
    expect(parseModel({ 'mel_prenet.init_args.dropout': 0.5 })).toEqual(plain);
    expect(parseVocoder({ feature_extractor: undefined })).toEqual(plain);
  });

  it('knows a class by its name, wherever its package keeps it', () => {
    expect(() => parseVocoder({ 'backbone.class_path': 'elsewhere.VocosBackbone' })).not.toThrow();
  });

  it('does not look at the width of a condition that is not used', () => {
    expect(parseModel({ 'mel_prenet.init_args.adanorm_condition_dim': 7 })).toEqual(parseDecoderConfig(TEXTS));
  });

  it.each([
    ['nothing', '', 'the whole file = null', 'a value of type object'],
    ['an open bracket', '[1, 2', 'YAML that cannot be read', 'YAML'],
    ['brackets without end', '['.repeat(30_000), 'YAML that cannot be read', 'YAML'],
    ['a long file', `# ${'x'.repeat(40_000)}`, '40002 characters', 'at most 32768'],
    ['many aliases', `a: &a [x]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`, 'alias', 'YAML'],
    ['a key twice', `model: 1\nmodel: 2`, 'YAML that cannot be read', 'YAML'],
  ])('refuses %s', async (_, text, found, expected) => {
    await expectRefusal(() => parseDecoderConfig({ ...TEXTS, model: text }), 'config.yaml', found, expected);
  });

  it('refuses another model', async () => {
    const model = TEXTS.model.replace('linacodec.model.LinaCodecModel', 'os.system');
    const parse = () => parseDecoderConfig({ ...TEXTS, model });
    await expectRefusal(parse, 'config.yaml', 'model.class_path = "os.system"', 'a path to the class LinaCodecModel');
  });

  it.each<[key: string, value: unknown, found: string, expected: string]>([
    ['mel_postnet.class_path', 'a.NotPostNet', 'mel_postnet.class_path = "a.NotPostNet"', 'the class PostNet'],
    ['mel_prenet.init_args.dim', undefined, 'mel_prenet.init_args.dim = undefined', 'a value of type number'],
    ['mel_prenet.init_args.dim', 49, 'mel_prenet input width 49', "48, the quantizer's output_dim"],
    ['mel_prenet.init_args.dim', 48.5, 'dim = 48.5', 'a value of type int'],
    ['mel_prenet.init_args.dim', 1e12, 'dim = 1000000000000', 'at most 8192'],
    ['mel_prenet.init_args.dim', Number.POSITIVE_INFINITY, 'dim = null', 'a value of type number'],
    ['mel_prenet.init_args.n_layers', 0, 'n_layers = 0', 'at least 1'],
    ['mel_prenet.init_args.n_layers', 1000, 'n_layers = 1000', 'at most 64'],
    ['mel_prenet.init_args.n_heads', 5, 'mel_prenet dim 48 with n_heads 5', 'a dim that n_heads divides'],
    ['mel_prenet.init_args.n_heads', 16, 'mel_prenet with 3 channels a head', 'an even number'],
    ['mel_prenet.init_args.window_size', 30, 'window_size = 30', 'an odd number'],
    ['mel_prenet.init_args.causal', true, 'causal = true', 'false'],
    ['mel_prenet.init_args.rope_theta', 1, 'rope_theta = 1', 'more than 1'],
    ['mel_prenet.init_args.norm_eps', 0, 'norm_eps = 0', 'more than 0'],
    ['mel_prenet.init_args.ffn_dim_multiplier', 300, 'mel_prenet feed-forward width 38400', '1 to 32768'],
    ['mel_prenet.init_args.ffn_dim_multiplier', 0.001, 'mel_prenet feed-forward width 0', '1 to 32768'],
    ['mel_prenet.init_args.output_dim', 31, 'mel_prenet output width 31', '32, the mel_decoder input width'],
    ['mel_prenet.init_args.use_adaln_zero', true, 'mel_prenet with use_adaln_zero', 'a mel_prenet without'],
    ['mel_decoder.init_args.use_adaln_zero', false, 'mel_decoder without use_adaln_zero', 'use_adaln_zero'],
    ['mel_decoder.init_args.adanorm_condition_dim', 192, 'adanorm_condition_dim 192', '128, the width of an embedding'],
    ['mel_decoder.init_args.adanorm_condition_dim', undefined, 'adanorm_condition_dim 0', '128'],
    ['mel_decoder.init_args.output_dim', 21, 'mel_decoder output width 21', '20, n_mels'],
    ['mel_decoder.init_args.n_heads', 3, 'mel_decoder dim 32 with n_heads 3', 'a dim that n_heads divides'],
    ['mel_postnet.init_args.use_layer_norm', undefined, 'mel_postnet with use_layer_norm false', 'true'],
    ['mel_postnet.init_args.kernel_size', 6, 'kernel_size = 6', 'an odd number'],
    ['mel_postnet.init_args.num_layers', 1, 'num_layers = 1', 'at least 2'],
    ['mel_postnet.init_args.input_channels', 100, 'mel_postnet input_channels 100', '20, n_mels'],
    ['config.mel_interpolation_mode', 'cubic', 'mel_interpolation_mode = "cubic"', '"linear"'],
    ['config.sample_rate', 44_100, 'sample_rate = 44100', '24000'],
    ['config.padding', 'valid', 'padding = "valid"', '"center" or "same"'],
    ['config.hop_length', 2048, 'hop_length 2048', 'at most n_fft, 1024'],
    ['config.mel_upsample_factor', '8', 'mel_upsample_factor = "8"', 'a value of type number'],
    ['local_quantizer.init_args.levels', [], 'levels = []', 'at least 1'],
    ['local_quantizer.init_args.levels', [8, 1], 'levels.1 = 1', 'at least 2'],
    ['local_quantizer.init_args.levels', [64, 64, 64, 64, 64], 'levels that make 1073741824', 'at most 16777216'],
  ])('refuses a model with %s %j', async (key, value, found, expected) => {
    await expectRefusal(() => parseModel({ [key]: value }), 'config.yaml', found, expected);
  });

  it.each<[keys: Keys, found: string, expected: string]>([
    [{ head_48k: undefined }, 'head_48k = undefined', 'a value of type object'],
    [{ 'backbone.init_args.input_channels': 80 }, 'backbone input_channels 80', '20, n_mels'],
    [{ 'backbone.init_args.adanorm_num_embeddings': 4 }, 'adanorm_num_embeddings = 4', 'a value of type null'],
    [{ 'head.init_args.dim': 64 }, 'head dim 64', '128, the backbone dim'],
    [{ 'head.init_args.hop_length': 128 }, 'head hop_length 128', "256, the model's hop_length"],
    [{ 'head.init_args.n_fft': 1023 }, 'n_fft = 1023', 'an even number'],
    [{ 'head_48k.init_args.n_fft': 128 }, 'head_48k hop_length 256', 'at most n_fft, 128'],
    [{ 'head_48k.init_args.dim': 64 }, 'head_48k dim 64', '128, the upsampler in_channels'],
    [{ 'head_48k.init_args.padding': 'same' }, 'head_48k padding same', 'center, that of head'],
    [{ 'upsampler.init_args.in_channels': 64 }, 'upsampler in_channels 64', '128, the backbone dim'],
    [{ 'upsampler.init_args.kernel_sizes': [8] }, 'the number of kernel_sizes 1', '2, that of upsample_factors'],
    [{ 'upsampler.init_args.kernel_sizes': [8, 64] }, 'kernel_sizes.1 = 64', 'at most 63'],
    [{ 'upsampler.init_args.kernel_sizes': [1, 8] }, 'kernel_sizes 1 with upsample_factors 2', 'without gaps'],
    [{ 'upsampler.init_args.upsample_factors': [3, 1] }, 'samples of head_48k to a mel frame 768', '512, twice'],
    [{ 'upsampler.init_args.upsample_factors': Array(9).fill(1) }, 'upsample_factors = [1,1', 'at most 8'],
    [
      {
        'backbone.init_args.dim': 96,
        'head.init_args.dim': 96,
        'head_48k.init_args.dim': 96,
        'upsampler.init_args.in_channels': 96,
      },
      'upsampler in_channels 96',
      'a multiple of 128',
    ],
  ])('refuses a vocoder with %j', async (keys, found, expected) => {
    await expectRefusal(() => parseVocoder(keys), 'vocoder/config.yaml', found, expected);
  });

  it('refuses dimensions that are fine one by one and too many weights together', async () => {
    const keys = {
      'local_quantizer.init_args.output_dim': 8192,
      'mel_prenet.init_args': { dim: 8192, n_layers: 64, n_heads: 128, output_dim: 32 },
    };
    await expectRefusal(() => parseModel(keys), 'config.yaml', 'dimensions that make 51', 'at most 536870912');
  });
});
