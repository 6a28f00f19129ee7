import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { buildAndOpen } from '../../test/models.ts';
import { randomCheckpoint } from '../../test/random-weights.ts';
import { denseTransformer } from '../../test/reference/dense-transformer.ts';
import { linearRows, toRows } from '../../test/reference/rows.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig, TransformerConfig } from '../checkpoint/decoder-config.ts';
import { fsqCodes } from '../geometry/fsq-codes.ts';

/** Values are about 1, sums have up to 50 terms. */
const FLOAT32_NOISE = 2e-5;

/** Tokens of every kind, `count` of them. */
const tokensFor = (count: number) => Int32Array.from({ length: count }, (_, n) => (n * 2_741) % 12_800);

/** The largest error of the prenet's own result for `count` tokens. */
async function prenetError(changes: Partial<TransformerConfig>, count: number): Promise<number> {
  const config: DecoderConfig = { ...SMALL_CONFIG, prenet: { ...SMALL_CONFIG.prenet, ...changes } };
  const checkpoint = randomCheckpoint(config);
  const opened = await buildAndOpen(checkpoint);
  try {
    const { content, prenet } = await opened.models.prenetStages(tokensFor(count), ['content', 'prenet']);
    const codes = toRows(fsqCodes(tokensFor(count), config.levels), config.levels.length);
    const projected = linearRows(
      codes,
      await checkpoint.tensor('local_quantizer.proj_out.weight'),
      await checkpoint.tensor('local_quantizer.proj_out.bias'),
    );
    expect(maxAbs(projected.flat(), content)).toBeLessThan(FLOAT32_NOISE);
    const right = await denseTransformer(checkpoint, 'mel_prenet', projected, config.prenet);
    return maxAbs(right.flat(), prenet);
  } finally {
    await opened.close();
  }
}

describe('transformer', () => {
  it.each<[string, Partial<TransformerConfig>]>([
    ['a window', {}],
    ['a window of one frame', { window: 1 }],
    ['a window that nearly fills its half block', { window: 31 }],
    ['a window that fills its half block', { window: 33 }],
    ['a window that needs a larger block', { window: 35 }],
    ['a window wider than the utterance', { window: 201 }],
    ['full attention', { window: null }],
    ['full attention without rotary positions', { window: null, useRope: false }],
    ['a window without rotary positions', { useRope: false }],
    ['heads of an odd width, which need no pairs without rotary positions', { useRope: false, heads: 4 }],
    ['another base of the rotary angles', { ropeTheta: 500_000 }],
    ['biases of queries, keys and values', { qkvBias: true }],
    ['a bias of the projection', { projBias: true }],
    ['full attention with all biases', { window: null, qkvBias: true, projBias: true }],
    ['a projection in front', { dim: 8, inputDim: 12 }],
    ['another epsilon', { normEps: 0.05 }],
  ])('is as its definition with %s', async (_, changes) => {
    expect(await prenetError(changes, 70)).toBeLessThan(FLOAT32_NOISE);
  });

  it.each([1, 2, 31, 32, 33, 64, 65])('is as its definition for %i frames', async (count) => {
    expect(await prenetError({}, count)).toBeLessThan(FLOAT32_NOISE);
  });

  it('is as its definition for a single frame that sees everything', async () => {
    expect(await prenetError({ window: null }, 1)).toBeLessThan(FLOAT32_NOISE);
  });
});
