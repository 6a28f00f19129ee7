import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProgressiveEngine } from '../../src/stream/progressive-engine.ts';
import { windowPlan } from '../../src/stream/window-plan.ts';
import type { TokenPiece } from '../../src/tokens/token-piece.ts';
import { maxAbs } from '../golden.ts';
import type { OpenModels } from '../models.ts';
import { compareBands, HIGH_BAND, LOW_BAND } from './band-measures.ts';
import { nanoSpeech, nanoVoice, openNano } from './nano.ts';
import { type Pace, runEngine } from './run-engine.ts';
import { stepElsewhere, stepNear } from './window-borders.ts';

const SAMPLES_A_FRAME = 512;
/** Frames between a change and what it leaves untouched: half the fade, the vocoder's reach, and the crossover's. */
const TOUCHED_FRAMES = 12 + 24 + 2;
const tokens = nanoSpeech(250);
const slt = nanoVoice('slt');
const rms = nanoVoice('rms');
let nano: OpenModels;
/** The same tokens by one speaker each. */
let alone: { slt: Float32Array; rms: Float32Array };

beforeAll(async () => {
  nano = await openNano();
  alone = { slt: await stream([{ tokens, embedding: slt }]), rms: await stream([{ tokens, embedding: rms }]) };
});
afterAll(() => nano.close());

const stream = (pieces: TokenPiece[], pace?: Pace) => runEngine(new ProgressiveEngine(nano.models), pieces, pace);

/** Sample at which the speaker changes after `count` tokens. */
function placeOf(count: number): number {
  const { config } = nano.models;
  return Math.round((count * config.melUpsampleFactor) / windowPlan(config).scale) * SAMPLES_A_FRAME;
}

describe('a stream whose speaker changes', { timeout: 30_000 }, () => {
  it.each([
    // Group norms of the first 3 s also count previewed frames, in which the next speaker is heard already.
    { count: 60, before: { low: 85, high: 19 }, after: { low: 75, high: 18, distance: 1.6 } },
    { count: 125, before: { low: 98, high: 33 }, after: { low: 72, high: 11.5, distance: 2.6 } },
  ])('is what each speaker alone would be, before and after token $count', async ({ count, before, after }) => {
    const changed = await stream([
      { tokens: tokens.subarray(0, count), embedding: slt },
      { tokens: tokens.subarray(count), embedding: rms },
    ]);
    const end = placeOf(count) - TOUCHED_FRAMES * SAMPLES_A_FRAME;
    const early = compareBands(alone.slt.subarray(0, end), changed.subarray(0, end));
    expect(early.snr(LOW_BAND)).toBeGreaterThan(before.low);
    expect(early.snr(HIGH_BAND)).toBeGreaterThan(before.high);

    const start = placeOf(count) + TOUCHED_FRAMES * SAMPLES_A_FRAME;
    const late = compareBands(alone.rms.subarray(start), changed.subarray(start));
    expect(late.snr(LOW_BAND)).toBeGreaterThan(after.low);
    // Above 4 kHz the group norms remember both speakers.
    expect(late.snr(HIGH_BAND)).toBeGreaterThan(after.high);
    expect(late.distance(HIGH_BAND)).toBeLessThan(after.distance);
    expect(compareBands(alone.slt.subarray(start), changed.subarray(start)).snr(LOW_BAND)).toBeLessThan(6);
  });

  it('has no larger step where one becomes the other than either speaker alone has there', async () => {
    for (const count of [30, 60, 125, 188]) {
      const changed = await stream([
        { tokens: tokens.subarray(0, count), embedding: slt },
        { tokens: tokens.subarray(count), embedding: rms },
      ]);
      for (const order of [1, 2] as const) {
        const wanted = Math.max(...Object.values(alone).map((audio) => stepNear(audio, placeOf(count), order)));
        expect(stepNear(changed, placeOf(count), order), `token ${count}`).toBeLessThan(1.25 * wanted);
      }
    }
  });

  it('takes the same embedding in every piece for no change', async () => {
    const pieces = [0, 50, 100, 150, 200].map((at) => ({
      tokens: tokens.subarray(at, at + 50),
      embedding: slt.slice(),
    }));
    expect(maxAbs(await stream(pieces), alone.slt)).toBe(0);
  });

  it('bears a new speaker with every token, early or late', async () => {
    const voices = [slt, rms, nanoVoice('awb')];
    const pieces = Array.from(tokens.subarray(0, 120), (token, n): TokenPiece => {
      const embedding = voices[n % voices.length];
      return { tokens: Int32Array.of(token), ...(n > 50 && n < 64 && embedding ? { embedding } : {}) };
    });
    pieces[0] = { tokens: tokens.slice(0, 1), embedding: slt };
    const eager = await stream(pieces);
    expect(maxAbs(await stream(pieces, 'late'), eager)).toBe(0);
    const calm = await stream([{ tokens: tokens.subarray(0, 120), embedding: slt }]);
    expect(eager).toHaveLength(calm.length);
    expect(stepElsewhere(eager, [])).toBeLessThan(1.5 * stepElsewhere(calm, []));
  });
});
