import { describe, expect, it } from 'vitest';
import {
  MODEL_CONFIG_PATH,
  parseDecoderConfig,
  VOCODER_CONFIG_PATH,
} from '../../../packages/linacodec/src/checkpoint/parse-decoder-config.ts';
import { codecLengths } from '../../../packages/linacodec/src/geometry/codec-lengths.ts';
import { REPO_ROOT } from '../../../scripts/bootstrap/repo-root.mjs';
import { fullSizeConfig } from '../checkpoint/full-size-config.ts';
import { decoderMacs, totalMacs } from './decoder-macs.ts';

const texts = await fullSizeConfig(REPO_ROOT);
const FULL = parseDecoderConfig({ model: texts[MODEL_CONFIG_PATH], vocoder: texts[VOCODER_CONFIG_PATH] });
/** Tokens of 10 s. */
const TOKENS = 125;
const MILLION = 1e6;

describe('multiply-accumulates of the full-size decoder', () => {
  const seconds = codecLengths(FULL, TOKENS).samples / 48_000;
  const macs = decoderMacs(FULL, TOKENS);

  it.each([
    ['codes', 0.05, 2],
    ['prenetLinear', 536, 0],
    ['prenetAttention', 3.4, 1],
    ['convolutionalUpsample', 26, 0],
    ['melLinear', 1924, 0],
    ['melAttention', 37, 0],
    ['conditioning', 0.25, 2],
    ['postnet', 120, 0],
    ['backbone', 1217, 0],
    ['upsampler', 252, 0],
    ['heads', 148, 0],
    ['resampler', 0.7, 1],
    ['crossover', 2.3, 1],
  ] as const)('are, in %s, %d million a second of audio', (stage, millions, digits) => {
    expect(macs[stage] / seconds / MILLION).toBeCloseTo(millions, digits);
  });

  it('are 4267 million a second of audio in all', () => {
    expect(totalMacs(FULL, TOKENS) / seconds / MILLION).toBeCloseTo(4267, 0);
  });

  it('grow with the length and no faster, once a piece is longer than the windows', () => {
    expect(totalMacs(FULL, 3_000) / totalMacs(FULL, 1_500)).toBeCloseTo(2, 2);
  });
});

describe('attention', () => {
  const withWindow = (window: number | null) => ({ ...FULL, prenet: { ...FULL.prenet, dim: 1, layers: 1, window } });
  const macs = (window: number | null, tokens: number) => decoderMacs(withWindow(window), tokens).prenetAttention;

  it.each([
    ['a frame that sees only itself', 1, 5, 2 * 5],
    ['one neighbour on each side', 3, 5, 2 * (3 * 5 - 2)],
    ['a window longer than the piece', 31, 5, 2 * 25],
    ['no window', null, 5, 2 * 25],
  ])('counts pairs inside the piece alone: %s', (_, window, tokens, wanted) => {
    expect(macs(window, tokens)).toBe(wanted);
  });
});

describe('a piece of nothing', () => {
  it('has no length', () => expect(() => totalMacs(FULL, 0)).toThrow('at least 1'));
});
