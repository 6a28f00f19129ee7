import { describe, expect, it } from 'vitest';
import { configTexts, withKeys } from '../../test/checkpoint/config-texts.ts';
import { parseDecoderConfig } from '../checkpoint/parse-decoder-config.ts';
import { type Manifest, parseManifest } from './cache-manifest.ts';

const MANIFEST: Manifest = {
  builder: 1,
  config: parseDecoderConfig(configTexts('tiny-25hz')),
  parameters: 218_676,
  weightBytes: 10,
  files: [
    { name: 'mel.onnx', bytes: 0 },
    { name: 'mel.weights', bytes: 10 },
  ],
};

const read = (changes: object) => parseManifest(JSON.stringify({ ...MANIFEST, ...changes }));
const readFile = (file: object) => read({ files: [file], weightBytes: 10 });

describe('a manifest', () => {
  it.each([
    ['tiny-12hz', configTexts('tiny-12hz')],
    ['tiny-25hz', configTexts('tiny-25hz')],
    ['full attention', withKeys(configTexts('tiny-25hz'), 'model', { 'mel_decoder.init_args.window_size': null })],
  ])('gives back the configuration that was written: %s', (_, texts) => {
    const config = parseDecoderConfig(texts);
    expect(read({ config })).toEqual({ ...MANIFEST, config });
  });

  it('may say that a file is empty', () => {
    expect(readFile({ name: 'a', bytes: 10 })).toBeDefined();
    expect(read({ files: [{ name: 'a', bytes: 0 }], weightBytes: 0 })).toBeDefined();
  });

  it.each(['', '{', 'null', '[]', '{}', '"x"'])('is none when it says %j', (text) => {
    expect(parseManifest(text)).toBeUndefined();
  });

  it.each(['', '.', '..', '../x', '/x', 'a/b', 'a\\b', '.hidden', 'a\n', 'x'.repeat(101), 1])(
    'is none with a file called %j',
    (name) => {
      expect(readFile({ name, bytes: 10 })).toBeUndefined();
    },
  );

  it.each([
    { files: [], weightBytes: 0 },
    { files: Array.from({ length: 65 }, (_, i) => ({ name: `f${i}`, bytes: 0 })), weightBytes: 0 },
    { files: [{ name: 'a', bytes: -1 }], weightBytes: -1 },
    { files: [{ name: 'a', bytes: 0.5 }], weightBytes: 0.5 },
    { weightBytes: 11 },
    { builder: '1' },
    { parameters: 0 },
    { parameters: 1e12 },
    { config: { ...MANIFEST.config, levels: [] } },
    { config: { ...MANIFEST.config, prenet: null } },
    { config: { ...MANIFEST.config, hop: 2 ** 40 } },
    { config: { ...MANIFEST.config, padding: 'reflect' } },
  ])('is none with %j', (changes) => {
    expect(read(changes)).toBeUndefined();
  });
});
