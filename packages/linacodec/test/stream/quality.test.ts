import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { thisMachine } from '../../src/platform/machine.ts';
import { type OpenModels, openTinyModels } from '../models.ts';
import { nanoSpeech, nanoVoice, openNano } from './nano.ts';
import { type Quality, qualityOf, type Way } from './quality-cases.ts';
import { randomTokens } from './random-tokens.ts';

const embedding = nanoVoice('slt');
/** The largest 8-bit weights of the fast mode, those of any machine and those of this one. */
const INT8_LIMITS = [63, 127].filter((limit) => limit <= thisMachine().int8Limit);

function expectQuality(quality: Quality, least: Quality): void {
  expect(quality.lowSnr).toBeGreaterThan(least.lowSnr);
  expect(quality.lowDistance).toBeLessThan(least.lowDistance);
  expect(quality.highDistance).toBeLessThan(least.highDistance);
  if (least.borderStep !== undefined) expect(quality.borderStep).toBeLessThan(least.borderStep);
}

/** Limits are 3 dB below what was measured, and 1.3 times the measured distances: `quality-main.ts` prints them. */
describe('the trained voice against exact decoding', { timeout: 30_000 }, () => {
  let nano: OpenModels;

  beforeAll(async () => {
    nano = await openNano();
  });
  afterAll(() => nano.close());

  it.each<[Way, number, Quality]>([
    ['progressive', 1, { lowSnr: 57, lowDistance: 0.35, highDistance: 1.1 }],
    ['progressive', 2, { lowSnr: 36, lowDistance: 0.35, highDistance: 1.5, borderStep: 1.3 }],
    ['progressive', 10, { lowSnr: 36, lowDistance: 0.35, highDistance: 1.4, borderStep: 1.3 }],
    ['windows alone', 2, { lowSnr: 34, lowDistance: 0.4, highDistance: 1.75, borderStep: 1.3 }],
    ['windows alone', 10, { lowSnr: 36, lowDistance: 0.35, highDistance: 1.5, borderStep: 1.3 }],
    // The drift of the grid moves sounds by up to a hundredth of a second: a sample is no longer the same one.
    ['progressive, without the total', 10, { lowSnr: 5.9, lowDistance: 4.7, highDistance: 4.8 }],
  ])('is so near when decoded %s, in %i s of speech', async (way, seconds, least) => {
    const piece = { tokens: nanoSpeech(25 * seconds), embedding };
    expectQuality(await qualityOf(way, piece, { models: nano.models, fast: nano.models }), least);
  });

  it.each(INT8_LIMITS)('is so near in the fast mode with weights of up to %i, alone and progressive', async (limit) => {
    const fast = await openNano(limit);
    const piece = { tokens: nanoSpeech(250), embedding };
    const models = { models: nano.models, fast: fast.models };
    const lowSnr = limit === 127 ? 25.8 : 20.2;
    expectQuality(await qualityOf('fast', piece, models), { lowSnr, lowDistance: 1.15, highDistance: 1 });
    const both = await qualityOf('fast and progressive', piece, models);
    expectQuality(both, { lowSnr, lowDistance: 1.2, highDistance: 1.8 });
    await fast.close();
  });
});

it.each([
  ['tiny-12hz', { lowSnr: 15.8, lowDistance: 0.95, highDistance: 3.7 }],
  ['tiny-25hz', { lowSnr: 25.4, lowDistance: 0.54, highDistance: 2.3 }],
] as const)('the random weights of %s are so near when decoded progressively', async (name, least) => {
  const { models, close } = await openTinyModels(name);
  const piece = { tokens: randomTokens(500 / models.config.downsampleFactor, 1), embedding };
  expectQuality(await qualityOf('progressive', piece, { models, fast: models }), least);
  await close();
});
