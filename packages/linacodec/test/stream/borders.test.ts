import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExactEngine } from '../../src/stream/exact-engine.ts';
import { ProgressiveEngine } from '../../src/stream/progressive-engine.ts';
import { CHECKPOINTS } from '../golden-case.ts';
import { type OpenModels, openTinyModels } from '../models.ts';
import { nanoSpeech, nanoVoice, openNano } from './nano.ts';
import { randomTokens } from './random-tokens.ts';
import { runEngine } from './run-engine.ts';
import { type Order, stepElsewhere, stepNear, windowBorders } from './window-borders.ts';

/** Jumps, and kinks. */
const ORDERS = [1, 2] as const;
const embedding = nanoVoice('slt');

interface Decoded {
  exact: Float32Array;
  progressive: Float32Array;
  borders: number[];
}

async function decodeBoth({ models }: OpenModels, tokens: Int32Array): Promise<Decoded> {
  const options = { totalTokens: tokens.length };
  return {
    exact: await runEngine(new ExactEngine(models), [{ tokens, embedding }]),
    progressive: await runEngine(new ProgressiveEngine(models, options), [{ tokens, embedding }]),
    borders: windowBorders(models.config, tokens.length),
  };
}

/** Largest ratio of what progressive has within 50 ms of a border to what exact has there. */
function worstRatio({ exact, progressive, borders }: Decoded, order: Order): number {
  return Math.max(...borders.map((border) => stepNear(progressive, border, order) / stepNear(exact, border, order)));
}

describe('the borders of windows', { timeout: 30_000 }, () => {
  let nano: OpenModels;
  const spoken: Decoded[] = [];

  beforeAll(async () => {
    nano = await openNano();
    // Other starts put the borders on other sounds.
    for (const start of [0, 36, 63, 90]) spoken.push(await decodeBoth(nano, nanoSpeech(250, start)));
  });
  afterAll(() => nano.close());

  it('are looked for where windows meet', () => {
    expect(windowBorders(nano.models.config, 250)).toHaveLength(3 * 4);
    expect(windowBorders(nano.models.config, 47)).toEqual([]);
  });

  it.each(ORDERS)('make no larger difference of order %i in speech than there is elsewhere in it', (order) => {
    for (const { progressive, borders } of spoken) {
      const near = Math.max(...borders.map((border) => stepNear(progressive, border, order)));
      expect(near).toBeLessThan(stepElsewhere(progressive, borders, order));
    }
  });

  it.each(ORDERS)(
    'make no larger difference of order %i in speech than exact decoding has in the same place',
    (order) => {
      for (const decoded of spoken) expect(worstRatio(decoded, order)).toBeLessThan(1.3);
    },
  );

  it('would not hide a click of a fiftieth of the peak', () => {
    const places = spoken.flatMap((decoded) => decoded.borders.map((border) => ({ decoded, border })));
    const found = places.filter(({ decoded, border }) => {
      const progressive = decoded.progressive.slice();
      const peak = progressive.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      progressive[border] = (progressive[border] as number) + peak / 50;
      return worstRatio({ ...decoded, progressive, borders: [border] }, 2) > 1.3;
    });
    // A loud consonant covers it at the other borders, for the ear as well.
    expect(found.length / places.length).toBeGreaterThan(0.5);
  });

  it.each(CHECKPOINTS)('are no louder than the noise of the random checkpoint %s either', async (name) => {
    const tiny = await openTinyModels(name);
    const seconds = 50 / tiny.models.config.downsampleFactor;
    const decoded = await decodeBoth(tiny, randomTokens(8 * seconds, 6));
    await tiny.close();
    for (const order of ORDERS) {
      const near = Math.max(...decoded.borders.map((border) => stepNear(decoded.progressive, border, order)));
      expect(near).toBeLessThan(1.25 * stepElsewhere(decoded.progressive, decoded.borders, order));
      expect(worstRatio(decoded, order)).toBeLessThan(2);
    }
  });
});
