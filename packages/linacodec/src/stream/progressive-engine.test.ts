import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { maxAbs } from '../../test/golden.ts';
import { CHECKPOINTS } from '../../test/golden-case.ts';
import { type OpenModels, openTinyModels } from '../../test/models.ts';
import { cutTokens, oneByOne } from '../../test/stream/cut-tokens.ts';
import { FAKE_CONFIG, FakeModels } from '../../test/stream/fake-models.ts';
import { nanoVoice, openNano } from '../../test/stream/nano.ts';
import { randomTokens } from '../../test/stream/random-tokens.ts';
import { type Pace, runEngine, stepUntilHungry } from '../../test/stream/run-engine.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import type { DecoderModels } from '../session/decoder-models.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import { ProgressiveEngine, type ProgressiveOptions } from './progressive-engine.ts';
import { windowPlan } from './window-plan.ts';

const embedding = nanoVoice('slt');
const other = nanoVoice('rms');
const opened = new Map<string, OpenModels>();
const NAMES = [...CHECKPOINTS, 'nano'] as const;

beforeAll(async () => {
  for (const name of NAMES) opened.set(name, await (name === 'nano' ? openNano() : openTinyModels(name)));
});
afterAll(async () => {
  for (const { close } of opened.values()) await close();
});

const modelsOf = (name: string) => opened.get(name)?.models as DecoderModels;

function stream(models: DecoderModels, pieces: Iterable<TokenPiece>, pace?: Pace, options?: ProgressiveOptions) {
  return runEngine(new ProgressiveEngine(models, options), pieces, pace);
}

describe.each(NAMES)('ProgressiveEngine with %s', { timeout: 30_000 }, (name) => {
  it('gives the same samples, bit for bit, however the tokens are grouped', async () => {
    const models = modelsOf(name);
    const random = seededRandom(21);
    for (const seconds of [1, 4.2]) {
      const tokens = randomTokens(Math.round((seconds * 50) / models.config.downsampleFactor), 7);
      const whole = await stream(models, [{ tokens, embedding }]);
      const piece = { tokens, embedding };
      const groupings = [
        oneByOne(piece, 'once'),
        oneByOne(piece, 'always'),
        cutTokens(piece, random, { largest: 5, sent: 'once' }),
        cutTokens(piece, random, { largest: 40, sent: 'always' }),
      ];
      for (const [index, pieces] of groupings.entries()) {
        const pace = index % 2 === 0 ? 'eager' : 'late';
        expect(maxAbs(await stream(models, pieces, pace), whole)).toBe(0);
      }
    }
  });

  it('gives the same samples whether steps are taken early or late, also with another speaker from some token on', async () => {
    const models = modelsOf(name);
    const second = 50 / models.config.downsampleFactor;
    const tokens = randomTokens(5 * second, 8);
    for (const change of [1, second, 2.4 * second, 5 * second - 1].map(Math.round)) {
      const pieces = (largest: number) => [
        ...cutTokens({ tokens: tokens.slice(0, change), embedding }, seededRandom(change), { largest, sent: 'once' }),
        ...cutTokens({ tokens: tokens.slice(change), embedding: other }, seededRandom(change), {
          largest,
          sent: 'always',
        }),
      ];
      const whole = await stream(models, pieces(1_000), 'late');
      expect(maxAbs(await stream(models, pieces(3), 'eager'), whole)).toBe(0);
      expect(maxAbs(await stream(models, pieces(30), 'eager'), whole)).toBe(0);
    }
  });

  it('is as long as the exact mode where windows begin and end, with and without the total', async () => {
    const models = modelsOf(name);
    const plan = windowPlan(models.config);
    const second = plan.windowTokens(0) + plan.prenetAfter(0);
    const third = plan.windowTokens(0) + plan.windowTokens(1) + plan.prenetAfter(1);
    for (const count of [1, 2, 3, second - 1, second, second + 1, third - 1, third, third + 1]) {
      for (const options of [{ totalTokens: count }, {}]) {
        const audio = await stream(models, [{ tokens: randomTokens(count, count), embedding }], 'late', options);
        expect(audio.length, `${count} tokens`).toBe(codecLengths(models.config, count).samples);
        expect(audio.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('is as long as the exact mode for any number of tokens', async () => {
    const { config } = modelsOf(name);
    const random = seededRandom(9);
    const few = Array.from({ length: 60 }, (_, n) => n + 1);
    for (const count of [...few, ...Array.from({ length: 3 }, () => 61 + Math.floor(random() * 300))]) {
      const options = count % 2 === 0 ? { totalTokens: count } : {};
      const { models } = new FakeModels(config);
      const audio = await stream(models, [{ tokens: new Int32Array(count), embedding }], 'late', options);
      expect(audio.length, `${count} tokens`).toBe(codecLengths(config, count).samples);
    }
  });
});

describe('ProgressiveEngine', () => {
  it('makes no audio of no tokens, and is done', async () => {
    for (const pieces of [[], [{ tokens: new Int32Array(0), embedding }]]) {
      expect(await stream(modelsOf('tiny-25hz'), pieces)).toHaveLength(0);
    }
  });

  it('is hungry until a window has its context, and again when it is used up', async () => {
    const models = modelsOf('tiny-25hz');
    const plan = windowPlan(models.config);
    const engine = new ProgressiveEngine(models);
    expect(await engine.step()).toEqual({ hungry: true, done: false });
    engine.push(randomTokens(plan.windowTokens(0) + plan.prenetAfter(0) - 1, 1), embedding);
    expect(await engine.step()).toEqual({ hungry: true, done: false });
    engine.push(Int32Array.of(5));
    const step = await engine.step();
    expect(step).toMatchObject({ hungry: false, done: false });
    expect(step.audio?.length).toBeGreaterThan(0);
    expect(await engine.step()).toEqual({ hungry: true, done: false });
  });

  it('goes on with what is pushed after steps, ends with the last audio, and stays done', async () => {
    const models = modelsOf('tiny-25hz');
    const engine = new ProgressiveEngine(models);
    const audio: Float32Array[] = [];
    engine.push(randomTokens(100, 2), embedding);
    expect((await stepUntilHungry(engine, audio)).done).toBe(false);
    engine.push(randomTokens(3, 3));
    engine.end();
    const last = await stepUntilHungry(engine, audio);
    expect(last).toMatchObject({ hungry: false, done: true });
    expect(last.audio?.length).toBeGreaterThan(0);
    expect(await engine.step()).toEqual({ hungry: false, done: true });
    expect(await engine.step()).toEqual({ hungry: false, done: true });
  });

  it.each([undefined, 300])(
    'lays every frame on the grid, also where windows meet, with the total %s',
    async (total) => {
      const fake = new FakeModels({ ...FAKE_CONFIG, hop: 256, nFft: 1024 });
      const { melUpsampleFactor: factor } = fake.config;
      // Content that counts its own frames, so that interpolated content is the place between them that it was read at.
      fake.prenet = async (tokens) => {
        const width = fake.contentChannels;
        return Float32Array.from({ length: tokens.length * factor * width }, (_, n) => {
          const frame = Math.floor(n / width);
          return (tokens[Math.floor(frame / factor)] as number) * factor + (frame % factor);
        });
      };
      const places: number[] = [];
      const { mel } = fake;
      fake.mel = (frames, voice) => {
        for (let n = 0; n < frames.length; n += fake.contentChannels) places.push(frames[n] as number);
        return mel.call(fake, frames, voice);
      };
      const tokens = Int32Array.from({ length: 300 }, (_, n) => n);
      await stream(fake.models, [{ tokens, embedding }], 'late', total === undefined ? {} : { totalTokens: total });
      const { upsampled, frames } = codecLengths(fake.config, tokens.length);
      const scale = total === undefined ? windowPlan(fake.config).scale : upsampled / frames;
      const inside = places.filter((place) => place > 0 && place < upsampled - 1);
      const numbers = inside.map((place) => (place + 0.5) / scale - 0.5);
      expect(new Set(numbers.map(Math.round)).size).toBeGreaterThan(frames - 5);
      for (const number of numbers) expect(Math.abs(number - Math.round(number))).toBeLessThan(1e-3);
    },
  );

  it('copies what it is given', async () => {
    const models = modelsOf('tiny-25hz');
    const tokens = randomTokens(120, 4);
    const whole = await stream(models, [{ tokens, embedding }]);
    const engine = new ProgressiveEngine(models);
    const given = { tokens: tokens.slice(), embedding: embedding.slice() };
    engine.push(given.tokens, given.embedding);
    given.tokens.fill(0);
    given.embedding.fill(0);
    expect(maxAbs(await runEngine(engine, []), whole)).toBe(0);
  });
});
