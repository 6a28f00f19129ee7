import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomCheckpoint, randomValues } from '../../test/random-weights.ts';
import { denseUpsampler } from '../../test/reference/dense-upsampler.ts';
import { toRows } from '../../test/reference/rows.ts';
import { type BuildGraph, withGraph } from '../../test/run-graph.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { countFrames, emptyGroupState, groupFeeds } from '../session/group-state.ts';
import { upsamplerGraph } from './upsampler-graph.ts';

const FRAMES = 6;

const wired = (factors: number[], kernels: number[]): DecoderConfig => {
  const inChannels = 32 * 2 ** factors.length;
  const { vocoder } = SMALL_CONFIG;
  const backbone = { ...vocoder.backbone, dim: inChannels };
  const head = { ...vocoder.head, dim: inChannels };
  const upsampler = { inChannels, factors, kernels };
  return { ...SMALL_CONFIG, vocoder: { backbone, head, head48k: head, upsampler } };
};

describe('upsampler', () => {
  it.each([
    ['the official wiring', [2, 1], [8, 8], 2 * FRAMES + 1],
    ['one stage', [2], [8], 2 * FRAMES],
    ['an odd kernel, which makes one frame more', [2], [7], 2 * FRAMES + 1],
    ['a kernel one longer than the factor', [2], [3], 2 * FRAMES + 1],
    ['a kernel as long as the factor', [2], [2], 2 * FRAMES],
    ['a factor of 3', [3], [8], 3 * FRAMES + 1],
    ['a factor of 4 and a short kernel', [4], [5], 4 * FRAMES + 1],
    ['no change of rate', [1], [1], FRAMES],
    ['no change of rate, and an even kernel', [1], [2], FRAMES + 1],
    ['three stages', [1, 2, 1], [3, 4, 3], 2 * FRAMES],
  ])('is as its definition with %s', async (_, factors, kernels, length) => {
    const config = wired(factors, kernels);
    const checkpoint = randomCheckpoint(config);
    const { dim } = config.vocoder.backbone;
    const features = randomValues(FRAMES * dim, 5);
    const build: BuildGraph = async (g) => {
      await upsamplerGraph(g, checkpoint, config);
      return ['upsampled'];
    };
    const counts = countFrames(config, FRAMES, 0, FRAMES, true);
    await withGraph(build, async (run) => {
      const feeds = {
        features: { data: features, dims: [FRAMES, dim] },
        ...groupFeeds(emptyGroupState(config), counts),
      };
      const { upsampled } = await run(feeds);
      const right = await denseUpsampler(checkpoint, toRows(features, dim), config);
      expect(right).toHaveLength(length);
      expect(maxAbs(right.flat(), upsampled ?? [])).toBeLessThan(1e-3);
    });
  });
});
