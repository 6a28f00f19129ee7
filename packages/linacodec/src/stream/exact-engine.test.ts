import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeStages } from '../../test/decode-stages.ts';
import { expectClose } from '../../test/expect-close.ts';
import { floats } from '../../test/golden.ts';
import { CASES, CHECKPOINTS, type GoldenCase, goldenCase, integers } from '../../test/golden-case.ts';
import { type OpenModels, openTinyModels } from '../../test/models.ts';
import { BLOCK_RMS_LIMIT, LIMITS, PCM16_LIMITS } from '../../test/tolerances.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import type { DecoderModels } from '../session/decoder-models.ts';
import { crossover } from '../spectrum/crossover.ts';
import { toPcm16 } from '../spectrum/to-pcm16.ts';
import type { Step } from './engine.ts';
import { ExactEngine } from './exact-engine.ts';

/** Samples of a window, and of a block, of the reference data. */
const WINDOW = 2048;
const BLOCK = 1024;

/** All steps of an engine that was told everything. */
async function stepsOf(engine: ExactEngine): Promise<Step[]> {
  const steps: Step[] = [];
  do steps.push(await engine.step());
  while (!steps.at(-1)?.done);
  return steps;
}

async function decode(models: DecoderModels, tokens: Int32Array, embedding: Float32Array): Promise<Float32Array> {
  const engine = new ExactEngine(models);
  engine.push(tokens, embedding);
  engine.end();
  return (await stepsOf(engine)).at(-1)?.audio ?? new Float32Array(0);
}

/** The samples that the reference data has of a case: all, or eight windows. */
function known<Samples extends Float32Array | Int16Array>(samples: Samples, { tensors }: GoldenCase): number[] {
  if (!tensors.has('window_starts')) return [...samples];
  return integers(tensors, 'window_starts').flatMap((start) => [...samples.subarray(start, start + WINDOW)]);
}

function blockRms(samples: Float32Array): number[] {
  return Array.from({ length: Math.ceil(samples.length / BLOCK) }, (_, block) => {
    const values = samples.subarray(block * BLOCK, (block + 1) * BLOCK);
    return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  });
}

function share(differences: number[], limit: number): number {
  return differences.filter((difference) => difference <= limit).length / differences.length;
}

describe.each(CHECKPOINTS)('ExactEngine with %s', (name) => {
  let opened: OpenModels;
  beforeAll(async () => {
    opened = await openTinyModels(name);
  });
  afterAll(() => opened.close());

  it.each(CASES)('decodes %s', async (golden) => {
    const given = goldenCase(name, golden);
    const { tensors } = given;
    const audio = await decode(opened.models, given.tokens, given.embedding);
    expect(audio).toHaveLength(integers(tensors, 'num_samples')[0] as number);

    const long = tensors.has('window_starts');
    expectClose(known(audio, given), floats(tensors, long ? 'waveform_windows' : 'waveform'), LIMITS.waveform);

    const pcm = integers(tensors, long ? 'pcm16_windows' : 'pcm16');
    const made = known(toPcm16(audio), given);
    expect(made).toHaveLength(pcm.length);
    const differences = made.map((value, n) => Math.abs(value - (pcm[n] as number)));
    expect(share(differences, PCM16_LIMITS.steps)).toBe(1);
    expect(share(differences, 0)).toBeGreaterThanOrEqual(PCM16_LIMITS.equal);
    expect(share(differences, 1)).toBeGreaterThanOrEqual(PCM16_LIMITS.withinOne);
  });

  it.each(['n125', 'n375'] as const)(
    'has between the known samples of %s the level of the reference',
    async (golden) => {
      const { tokens, embedding, tensors } = goldenCase(name, golden);
      const levels = blockRms(await decode(opened.models, tokens, embedding));
      const right = floats(tensors, 'waveform_block_rms');
      expect(levels).toHaveLength(right.length);
      const errors = levels.map((level, n) => Math.abs(level / (right[n] as number) - 1));
      expect(Math.max(...errors)).toBeLessThanOrEqual(BLOCK_RMS_LIMIT);
    },
  );
});

describe('ExactEngine', () => {
  let models: DecoderModels;
  let close: OpenModels['close'];
  beforeAll(async () => {
    ({ models, close } = await openTinyModels('tiny-25hz'));
  });
  afterAll(() => close());

  /** Tokens of every kind. */
  const tokensFor = (count: number) => Int32Array.from({ length: count }, (_, n) => (n * 7919 + 13) % 12_800);
  const embedding = Float32Array.from({ length: 128 }, (_, n) => Math.sin(n));

  it('decodes a long piece in parts, which sound like the whole', async () => {
    const tokens = tokensFor(1_500);
    const prenet = vi.spyOn(models, 'prenet');
    const mel = vi.spyOn(models, 'mel');
    const backbone = vi.spyOn(models, 'backbone');
    try {
      const inParts = await decode(models, tokens, embedding);
      for (const stage of [prenet, mel, backbone]) expect(stage.mock.calls.length).toBeGreaterThan(1);
      const stages = await decodeStages(models, tokens, embedding);
      const { samples } = codecLengths(models.config, tokens.length);
      const whole = crossover(stages.audio_48k_head.subarray(0, samples), stages.audio_24k_resampled);
      expectClose(inParts, whole, LIMITS.waveform);
    } finally {
      vi.restoreAllMocks();
    }
  });

  it('is the same however tokens come', async () => {
    const tokens = tokensFor(30);
    const right = await decode(models, tokens, embedding);
    const engine = new ExactEngine(models);
    engine.push(tokens.subarray(0, 1), embedding);
    engine.push(tokens.subarray(1, 1));
    engine.push(tokens.subarray(1, 17));
    engine.push(tokens.subarray(17));
    engine.end();
    expect((await stepsOf(engine)).at(-1)?.audio).toEqual(right);
  });

  it('decodes two pieces in turns as it decodes each alone', async () => {
    const pieces = [tokensFor(20), tokensFor(33)];
    const engines = pieces.map((tokens) => {
      const engine = new ExactEngine(models);
      engine.push(tokens, embedding);
      engine.end();
      return engine;
    });
    const audio: (Float32Array | undefined)[] = [undefined, undefined];
    while (audio.includes(undefined)) {
      for (const [n, engine] of engines.entries()) if (!audio[n]) audio[n] = (await engine.step()).audio;
    }
    for (const [n, tokens] of pieces.entries()) expect(audio[n]).toEqual(await decode(models, tokens, embedding));
  });

  it('waits for the end of the tokens', async () => {
    const engine = new ExactEngine(models);
    expect(await engine.step()).toEqual({ hungry: true, done: false });
    engine.push(tokensFor(3), embedding);
    expect(await engine.step()).toEqual({ hungry: true, done: false });
    engine.end();
    expect((await engine.step()).hungry).toBe(false);
  });

  it('is done at once when no token came', async () => {
    const engine = new ExactEngine(models);
    engine.end();
    expect(await engine.step()).toEqual({ hungry: false, done: true, progress: 1 });
  });

  it('goes on from step to step, with audio in the last one', async () => {
    const engine = new ExactEngine(models);
    engine.push(tokensFor(1_500), embedding);
    engine.end();
    const steps = await stepsOf(engine);
    const progress = steps.map((step) => step.progress ?? Number.NaN);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(new Set(progress)).toHaveLength(steps.length);
    expect([Math.min(...progress) > 0, progress.at(-1)]).toEqual([true, 1]);
    expect(steps.map(({ audio }) => audio !== undefined)).toEqual(steps.map((_, n) => n === steps.length - 1));
    expect(steps.some(({ hungry }) => hungry)).toBe(false);
  });

  it('stays done', async () => {
    const engine = new ExactEngine(models);
    engine.push(tokensFor(2), embedding);
    engine.end();
    await stepsOf(engine);
    expect(await engine.step()).toMatchObject({ hungry: false, done: true });
  });

  it('fails in a step on a token outside of the vocabulary', async () => {
    const engine = new ExactEngine(models);
    engine.push(Int32Array.of(5, -1), embedding);
    engine.end();
    await expect(engine.step()).rejects.toThrow('token 1 is -1');
  });

  it('says that there is no embedding when there is none', async () => {
    const engine = new ExactEngine(models);
    engine.push(tokensFor(2));
    engine.end();
    await expect(stepsOf(engine)).rejects.toThrow(/embedding/);
  });
});
