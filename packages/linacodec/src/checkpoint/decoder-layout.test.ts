import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { configTexts } from '../../test/checkpoint/config-texts.ts';
import type { DecoderConfig } from './decoder-config.ts';
import { decoderLayout } from './decoder-layout.ts';
import { parseDecoderConfig } from './parse-decoder-config.ts';
import { countParameters, type TensorShape } from './tensor-shape.ts';

interface Entry {
  name: string;
  shape: number[];
  needed?: boolean;
}

/** The full-size 12.5 Hz model: its configuration and its tensors with their shapes. */
const FULL = JSON.parse(readFileSync(new URL('../../test/data/layout-full.json', import.meta.url), 'utf8'));
const FULL_CONFIG = parseDecoderConfig({
  model: stringify({ model: { class_path: 'linacodec.model.LinaCodecModel', init_args: FULL.model_config } }),
  vocoder: stringify(FULL.vocoder_config),
});

const TINY_CONFIG = parseDecoderConfig(configTexts('tiny-12hz'));

const shapes = (tensors: readonly TensorShape[]) =>
  Object.fromEntries(tensors.map(({ name, shape }) => [name, [...shape]]));

describe('decoderLayout', () => {
  it('names every tensor of the full-size model, in its shape', () => {
    const entries: Entry[] = FULL.files['model.safetensors'].decode;
    const { model } = decoderLayout(FULL_CONFIG);
    expect(shapes(model)).toEqual(shapes(entries));
    expect(model).toHaveLength(entries.length);
    expect(countParameters(model)).toBe(FULL.files['model.safetensors'].parameter_counts.total);
  });

  it('names every tensor of the full-size vocoder, with weight norm folded', () => {
    const entries: Entry[] = FULL.files['vocoder/pytorch_model.bin'].entries;
    const folded = entries
      .filter(({ name, needed }) => needed && !name.endsWith('original0'))
      .map((entry) => ({ ...entry, name: entry.name.replace('parametrizations.weight.original1', 'weight') }));
    const { vocoder } = decoderLayout(FULL_CONFIG);
    expect(shapes(vocoder)).toEqual(shapes(folded));
    expect(vocoder).toHaveLength(folded.length);
    const gains = entries.filter(({ name }) => name.endsWith('original0'));
    const total = FULL.files['vocoder/pytorch_model.bin'].parameter_counts.total;
    expect(countParameters(vocoder)).toBe(total - countParameters(gains));
  });

  it('counts the weights of the 25 Hz variant', () => {
    const { model } = decoderLayout({ ...FULL_CONFIG, downsampleFactor: 2, melUpsampleFactor: 4 });
    expect(countParameters(model)).toBe(FULL.differences_25hz['model.safetensors decode parameters']);
  });

  it('leaves out what a configuration makes superfluous', () => {
    const plain: DecoderConfig = {
      ...TINY_CONFIG,
      contentDim: TINY_CONFIG.levels.length,
      melUpsampleFactor: 1,
      prenet: { ...TINY_CONFIG.prenet, outputDim: null },
    };
    const names = Object.keys(shapes(decoderLayout(plain).model));
    expect(names.filter((name) => /proj_out|mel_conv_upsample|mel_prenet\.output_proj/.test(name))).toEqual([]);
  });

  it('adds what a configuration asks for', () => {
    const prenet = { ...TINY_CONFIG.prenet, inputDim: 24, qkvBias: true, projBias: true };
    const added = shapes(decoderLayout({ ...TINY_CONFIG, prenet }).model);
    expect(added).toMatchObject({
      'mel_prenet.input_proj.weight': [48, 24],
      'mel_prenet.input_proj.bias': [48],
      'mel_prenet.layers.1.attention.wq.bias': [48],
      'mel_prenet.layers.1.attention.wk.bias': [48],
      'mel_prenet.layers.1.attention.wv.bias': [48],
      'mel_prenet.layers.1.attention.wo.bias': [48],
    });
    expect(added).not.toHaveProperty(['mel_decoder.layers.0.attention.wq.bias']);
  });
});
