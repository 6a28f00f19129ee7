import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomValues, randomWeights } from '../../test/random-weights.ts';
import { denseAttention } from '../../test/reference/dense-attention.ts';
import { toRows } from '../../test/reference/rows.ts';
import { type BuildGraph, withGraph } from '../../test/run-graph.ts';
import { SMALL_TRANSFORMER } from '../../test/small-config.ts';
import type { TransformerConfig } from '../checkpoint/decoder-config.ts';
import { AttentionTables } from '../session/attention-feeds.ts';
import { attention, attentionBlock } from './attention.ts';
import { attentionInputs } from './attention-inputs.ts';

/** Values are about 1, sums have up to 65 terms. */
const FLOAT32_NOISE = 1e-5;

const withWindow = (window: number | null): TransformerConfig => ({ ...SMALL_TRANSFORMER, dim: 16, window });

describe('attentionBlock', () => {
  it.each([
    [1, 32],
    [3, 32],
    [31, 32],
    [33, 32],
    [35, 64],
    [65, 64],
    [67, 96],
    [8191, 8192],
  ])('makes of a window of %i frames blocks of %i', (window, block) => {
    expect(attentionBlock(withWindow(window))).toBe(block);
  });

  it('makes no blocks of full attention', () => {
    expect(attentionBlock(withWindow(null))).toBeUndefined();
  });
});

describe('attention', () => {
  it.each([5, 31, 65])('in blocks is attention of all to all with a window of %i', async (window) => {
    const config = withWindow(window);
    const shape = [config.dim, config.dim];
    const weights = randomWeights(['wq', 'wk', 'wv', 'wo'].map((part) => ({ name: `a.${part}.weight`, shape })));
    const build: BuildGraph = async (g) => {
      const x = g.input('x', 'float32', ['frames', config.dim]);
      const mixed = await attention(g, weights, 'a', x, attentionInputs(g, config, 'frames'), config);
      g.output('y', mixed, ['frames', config.dim]);
      return ['y'];
    };
    await withGraph(build, async (run) => {
      const tables = new AttentionTables(config);
      for (const frames of [1, 33, 64, 150]) {
        const data = randomValues(frames * config.dim, frames).map((value) => 3 * value);
        const { y } = await run({ x: { data, dims: [frames, config.dim] }, ...tables.feeds(frames) });
        const right = await denseAttention(weights, 'a', toRows(data, config.dim), config);
        expect(maxAbs(right.flat(), y ?? [])).toBeLessThan(FLOAT32_NOISE);
      }
    });
  });
});
