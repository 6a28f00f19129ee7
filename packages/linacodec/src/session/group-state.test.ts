import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { type OpenModels, openTinyModels } from '../../test/models.ts';
import { randomValues } from '../../test/random-weights.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { GROUPS } from '../graph/group-norm.ts';
import { countFrames, emptyGroupState, groupFeeds } from './group-state.ts';

const wired = (inChannels: number, factors: number[], kernels: number[]): DecoderConfig => ({
  ...SMALL_CONFIG,
  vocoder: { ...SMALL_CONFIG.vocoder, upsampler: { inChannels, factors, kernels } },
});

const OFFICIAL = wired(512, [2, 1], [8, 8]);
const ONE_STAGE = wired(64, [2], [8]);

describe('emptyGroupState', () => {
  it('has seen nothing, two norms a stage', () => {
    const { count, mean, deviation } = emptyGroupState(OFFICIAL);
    expect(count).toEqual(new Float32Array(4));
    expect(mean).toEqual(new Float32Array(4 * GROUPS));
    expect(deviation).toEqual(new Float32Array(4 * GROUPS));
  });
});

describe('countFrames', () => {
  it.each([
    // Of how many feature frames which count, whether it is the end, and which count at each stage.
    { config: OFFICIAL, frames: 5, from: 0, to: 5, atEnd: true, rows: ['1111111111', '11111111111'] },
    { config: OFFICIAL, frames: 5, from: 0, to: 3, atEnd: false, rows: ['1111110000', '11111100000'] },
    { config: OFFICIAL, frames: 5, from: 2, to: 4, atEnd: false, rows: ['0000111100', '00001111000'] },
    { config: OFFICIAL, frames: 5, from: 2, to: 5, atEnd: true, rows: ['0000111111', '00001111111'] },
    { config: OFFICIAL, frames: 5, from: 5, to: 5, atEnd: true, rows: ['0000000000', '00000000001'] },
    { config: OFFICIAL, frames: 5, from: 3, to: 3, atEnd: false, rows: ['0000000000', '00000000000'] },
    { config: OFFICIAL, frames: 1, from: 0, to: 1, atEnd: true, rows: ['11', '111'] },
    { config: ONE_STAGE, frames: 3, from: 1, to: 3, atEnd: true, rows: ['001111'] },
  ])('counts $from to $to of $frames frames as $rows, end $atEnd', ({ config, frames, from, to, atEnd, rows }) => {
    const { stages, values } = countFrames(config, frames, from, to, atEnd);
    expect(stages.map((row) => row.join(''))).toEqual(rows);
    const { inChannels } = config.vocoder.upsampler;
    const counted = rows.map((row, stage) => row.replaceAll('0', '').length * (inChannels / 2 ** (stage + 1) / GROUPS));
    expect(values).toEqual(counted.flatMap((value) => [value, value]));
  });

  it('counts every frame once however a piece is divided', () => {
    const whole = countFrames(OFFICIAL, 100, 0, 100, true);
    const cuts = [0, 1, 40, 41, 99, 100];
    const sum = whole.values.map(() => 0);
    for (const [n, to] of cuts.slice(1).entries()) {
      const { values } = countFrames(OFFICIAL, 100, cuts[n] as number, to, to === 100);
      values.forEach((value, norm) => {
        sum[norm] = (sum[norm] as number) + value;
      });
    }
    expect(sum).toEqual(whole.values);
  });
});

describe('groupFeeds', () => {
  it('feeds what was seen, and for each stage which frames count and how many they are', () => {
    const state = emptyGroupState(OFFICIAL);
    const counts = countFrames(OFFICIAL, 5, 2, 4, false);
    expect(groupFeeds(state, counts)).toEqual({
      mean: { data: state.mean, dims: [4, GROUPS] },
      deviation: { data: state.deviation, dims: [4, GROUPS] },
      count: { data: state.count, dims: [4, 1] },
      'counted.0': { data: counts.stages[0], dims: [1, 10] },
      'total.0': { data: Float32Array.of(4), dims: [1] },
      'counted.1': { data: counts.stages[1], dims: [1, 11] },
      'total.1': { data: Float32Array.of(4), dims: [1] },
    });
  });
});

describe('the group norms of an utterance in parts', () => {
  let opened: OpenModels;
  beforeAll(async () => {
    opened = await openTinyModels('tiny-12hz');
  });
  afterAll(() => opened.close());

  it('have seen after two parts what they see at once', async () => {
    const { models } = opened;
    const { config } = models;
    const { dim } = config.vocoder.backbone;
    const [frames, cut, context] = [60, 25, 10];
    const features = randomValues(frames * dim, 1);
    const rows = (from: number, to: number) => features.subarray(from * dim, to * dim);

    const atOnce = countFrames(config, frames, 0, frames, true);
    const whole = await models.upsampler(features, emptyGroupState(config), atOnce);
    const counts = countFrames(config, cut + context, 0, cut, false);
    const first = await models.upsampler(rows(0, cut + context), emptyGroupState(config), counts);
    const rest = countFrames(config, frames - cut + context, context, frames - cut + context, true);
    const second = await models.upsampler(rows(cut - context, frames), first.state, rest);

    expect(second.state.count).toEqual(whole.state.count);
    // Later norms see what earlier ones have made of a part, so that only the first one is the same in parts.
    const norm = [0, GROUPS] as const;
    expect(maxAbs(second.state.mean.subarray(...norm), whole.state.mean.subarray(...norm))).toBeLessThan(1e-6);
    const deviations = whole.state.deviation.subarray(...norm);
    const difference = maxAbs(second.state.deviation.subarray(...norm), deviations);
    expect(difference / Math.max(...deviations)).toBeLessThan(1e-5);
  });

  it('make of a window with the statistics of the whole what they make of the whole', async () => {
    const { models } = opened;
    const { config } = models;
    const { dim } = config.vocoder.backbone;
    const features = randomValues(60 * dim, 2);
    const atOnce = countFrames(config, 60, 0, 60, true);
    const whole = await models.upsamplerStages(features, emptyGroupState(config), atOnce, ['upsampled']);
    const { state } = await models.upsampler(features, emptyGroupState(config), atOnce);
    const nothing = countFrames(config, 40, 0, 0, false);
    const window = features.subarray(20 * dim, 60 * dim);
    const part = await models.upsamplerStages(window, state, nothing, ['upsampled']);
    // Ten frames are more than the convolutions reach.
    const width = config.vocoder.upsampler.inChannels;
    const inner = (data: Float32Array, from: number, to: number) => data.subarray(2 * from * width, 2 * to * width);
    expect(maxAbs(inner(part.upsampled, 10, 40), inner(whole.upsampled, 30, 60))).toBeLessThan(1e-4);
  });
});
