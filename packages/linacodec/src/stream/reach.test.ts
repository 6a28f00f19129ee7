import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenModels, openTinyModels } from '../../test/models.ts';
import { randomValues } from '../../test/random-weights.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { countFrames, emptyGroupState } from '../session/group-state.ts';
import { reachOf } from './reach.ts';

/** The official decoder, with the window that the prenet has at a token rate. */
const official = (window: number): DecoderConfig => ({
  ...SMALL_CONFIG,
  prenet: { ...SMALL_CONFIG.prenet, layers: 6, window },
  melDecoder: { ...SMALL_CONFIG.melDecoder, layers: 6, window: 65 },
  postnet: { ...SMALL_CONFIG.postnet, kernel: 7, layers: 4 },
  vocoder: {
    ...SMALL_CONFIG.vocoder,
    backbone: { ...SMALL_CONFIG.vocoder.backbone, layers: 8 },
    upsampler: { inChannels: 512, factors: [2, 1], kernels: [8, 8] },
  },
});

describe('reachOf', () => {
  it.each([
    ['12.5', official(31), { prenet: 90, mel: 204, backbone: 27, upsampler: 6 }],
    ['25', official(65), { prenet: 192, mel: 204, backbone: 27, upsampler: 6 }],
  ])('knows how far the stages at %s Hz see', (_, config, reach) => {
    expect(reachOf(config)).toEqual(reach);
  });

  it('is without end where attention is', () => {
    const { prenet, melDecoder } = SMALL_CONFIG;
    const full = { ...SMALL_CONFIG, prenet: { ...prenet, window: null }, melDecoder: { ...melDecoder, window: null } };
    expect(reachOf(full)).toMatchObject({ prenet: Number.POSITIVE_INFINITY, mel: Number.POSITIVE_INFINITY });
  });

  it('is nothing for a window of the own frame', () => {
    expect(reachOf({ ...SMALL_CONFIG, prenet: { ...SMALL_CONFIG.prenet, window: 1 } }).prenet).toBe(0);
  });
});

/** First and last row in which two results differ. */
function changedRows(before: Float32Array, after: Float32Array, width: number): [number, number] {
  const changed = (value: number, n: number) => value !== before[n];
  return [Math.floor(after.findIndex(changed) / width), Math.floor(after.findLastIndex(changed) / width)];
}

/** A copy in which row `row` is another one. */
function withRow(data: Float32Array, row: number, width: number): Float32Array {
  const copy = data.slice();
  copy.set(randomValues(width, 99), row * width);
  return copy;
}

describe('one changed frame of tiny-12hz', () => {
  let opened: OpenModels;
  beforeAll(async () => {
    opened = await openTinyModels('tiny-12hz');
  });
  afterAll(() => opened.close());

  it('changes of the content what the prenet reaches', async () => {
    const { models } = opened;
    const { prenet: reach } = reachOf(models.config);
    const tokens = Int32Array.from({ length: 200 }, (_, n) => (n * 7919) % 12_800);
    const other = tokens.with(100, 12_345);
    const [before, after] = [
      await models.prenetStages(tokens, ['prenet']),
      await models.prenetStages(other, ['prenet']),
    ];
    const changed = changedRows(before.prenet, after.prenet, models.contentChannels);
    expect(changed).toEqual([100 - reach, 100 + reach]);
  });

  it('changes of the mel what the mel decoder with its postnet reaches', async () => {
    const { models } = opened;
    const { mel: reach } = reachOf(models.config);
    const width = models.contentChannels;
    const voice = await models.voice(randomValues(128, 3));
    const frames = randomValues(300 * width, 4);
    const [before, after] = [await models.mel(frames, voice), await models.mel(withRow(frames, 150, width), voice)];
    expect(changedRows(before, after, models.config.mels)).toEqual([150 - reach, 150 + reach]);
  });

  it('changes of features and the 24 kHz branch what the backbone reaches', async () => {
    const { models } = opened;
    const { config } = models;
    const { backbone: reach } = reachOf(config);
    const mel = randomValues(60 * config.mels, 5);
    const [before, after] = [await models.backbone(mel), await models.backbone(withRow(mel, 30, config.mels))];
    const changed = [30 - reach, 30 + reach];
    expect(changedRows(before.features, after.features, config.vocoder.backbone.dim)).toEqual(changed);
    expect(changedRows(before.low.even, after.low.even, config.vocoder.head.nFft / 2)).toEqual(changed);
  });

  it('changes everything after the group norms, but with their statistics held only what convolutions reach', async () => {
    const { models } = opened;
    const { config } = models;
    const { upsampler: reach } = reachOf(config);
    const { dim } = config.vocoder.backbone;
    const features = randomValues(60 * dim, 6);
    const other = withRow(features, 30, dim);
    const all = countFrames(config, 60, 0, 60, true);
    const none = countFrames(config, 60, 0, 0, false);
    const { high, state } = await models.upsampler(features, emptyGroupState(config), all);
    const half = config.vocoder.head48k.nFft / 2;

    const counted = await models.upsampler(other, emptyGroupState(config), all);
    expect(changedRows(high.even, counted.high.even, half)).toEqual([0, high.frames - 1]);

    const before = await models.upsampler(features, state, none);
    const held = await models.upsampler(other, state, none);
    const [first, last] = changedRows(before.high.even, held.high.even, half);
    // Kernels of 8 have no middle, and reach one of their frames less back than ahead.
    expect([first, last]).toEqual([2 * (30 - reach) + 2, 2 * (30 + reach)]);
  });
});
