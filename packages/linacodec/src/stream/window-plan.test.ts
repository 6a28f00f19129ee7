import { describe, expect, it } from 'vitest';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import { interpolationScale } from '../geometry/interpolation-grid.ts';
import { MAX_TOKENS } from '../tokens/parse-tokens.ts';
import { reachOf } from './reach.ts';
import { windowPlan } from './window-plan.ts';

/** The geometry of the official checkpoints. */
const RATES = { '12.5 Hz': [4, 8], '25 Hz': [2, 4] } as const;

function configOf(rate: keyof typeof RATES, window: number | null = 65): DecoderConfig {
  const [downsampleFactor, melUpsampleFactor] = RATES[rate];
  return {
    ...SMALL_CONFIG,
    downsampleFactor,
    melUpsampleFactor,
    hop: 256,
    nFft: 1024,
    prenet: { ...SMALL_CONFIG.prenet, window, layers: 6 },
    melDecoder: { ...SMALL_CONFIG.melDecoder, window, layers: 6 },
  };
}

describe('windowPlan', () => {
  it.each([
    ['12.5 Hz', [14, 21, 32, 47, 50, 50], [10, 24, 24], 32],
    ['25 Hz', [28, 42, 63, 95, 100, 100], [20, 48, 48], 64],
  ] as const)('is the same in seconds at %s', (rate, windows, after, before) => {
    const plan = windowPlan(configOf(rate));
    expect(windows.map((_, index) => plan.windowTokens(index))).toEqual(windows);
    expect(after.map((_, index) => plan.prenetAfter(index))).toEqual(after);
    expect(plan.prenetBefore).toBe(before);
    expect(plan.mel).toEqual({ before: 64, after: 32 });
    expect(plan.windowTokens(5_000)).toBe(windows.at(-1));
  });

  it('needs no more context than attention sees, and some seconds where it sees everything', () => {
    const near = configOf('25 Hz', 3);
    const { prenetBefore, prenetAfter, mel } = windowPlan(near);
    const reach = reachOf(near);
    expect(prenetBefore).toBe(6);
    // What comes after is known all the same, for speakers who change there.
    expect([prenetAfter(0), prenetAfter(1)]).toEqual([20, 48]);
    expect(mel).toEqual({ before: reach.mel, after: reach.mel });
    expect(windowPlan(configOf('25 Hz', null)).prenetBefore).toBe(64);
  });

  it('gives the vocoder its whole reach', () => {
    const config = configOf('12.5 Hz');
    expect(windowPlan(config)).toMatchObject({
      backbone: reachOf(config).backbone,
      upsampler: reachOf(config).upsampler,
    });
  });

  it.each([
    ['12.5 Hz', 1],
    ['25 Hz', 1.25],
  ] as const)('lays frames at %s where the exact grid has them, but for a drift of up to %f frames', (rate, drift) => {
    const config = configOf(rate);
    const { scale } = windowPlan(config);
    let worst = 0;
    for (let tokens = 1; tokens <= MAX_TOKENS; tokens++) {
      const { upsampled, frames } = codecLengths(config, tokens);
      worst = Math.max(worst, Math.abs((frames * interpolationScale(upsampled, frames)) / scale - frames));
    }
    // The exact scale is a float32, whose rounding adds up over the longest piece.
    expect(Math.abs(worst - drift)).toBeLessThan(0.005);
  });
});
