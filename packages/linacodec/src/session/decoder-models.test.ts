import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeStages } from '../../test/decode-stages.ts';
import { expectClose } from '../../test/expect-close.ts';
import { floats } from '../../test/golden.ts';
import { CASES, CHECKPOINTS, goldenCase, goldenStages } from '../../test/golden-case.ts';
import { type OpenModels, openTinyModels } from '../../test/models.ts';
import { SMALL_CONFIG } from '../../test/small-config.ts';
import { LIMITS, type Limit } from '../../test/tolerances.ts';
import { codecLengths } from '../geometry/codec-lengths.ts';
import { GRAPH_NAMES, type GraphName } from '../graph/graphs.ts';
import { DecoderModels } from './decoder-models.ts';
import type { Feed, Session } from './onnx-session.ts';

describe.each(CHECKPOINTS)('the models of %s', (name) => {
  let opened: OpenModels;
  let stages: Awaited<ReturnType<typeof decodeStages>>;
  const reference = goldenStages(name);
  beforeAll(async () => {
    opened = await openTinyModels(name);
    const { tokens, embedding } = goldenCase(name, 'n25');
    stages = await decodeStages(opened.models, tokens, embedding);
  });
  afterAll(() => opened.close());

  it.each(['prenet', 'conv_upsampled', 'interpolated', 'mel_decoder', 'backbone', 'upsampler'] as const)(
    'give %s',
    (stage) => {
      expectClose(stages[stage], floats(reference, stage), LIMITS[stage]);
    },
  );

  it('give postnet, which is the mel', () => {
    expectClose(stages.mel, floats(reference, 'postnet'), LIMITS.mel);
  });

  it.each(['audio_48k_head', 'audio_24k_head', 'audio_24k_resampled'] as const)('give the samples of %s', (stage) => {
    const parts: [string, (all: Float32Array) => Float32Array][] = [
      [stage, (all) => all],
      [`${stage}_head4096`, (all) => all.subarray(0, 4096)],
      [`${stage}_tail2048`, (all) => all.subarray(-2048)],
    ];
    // The reference data has all samples of a stage, or its first and last ones.
    const known = parts.filter(([key]) => reference.has(key));
    expect(known.length).toBeGreaterThan(0);
    for (const [key, part] of known) expectClose(part(stages[stage]), floats(reference, key), LIMITS[stage]);
  });

  it('give as many samples of each branch as the lengths say', () => {
    const { highSamples, lowSamples } = codecLengths(opened.models.config, 25);
    expect(stages.audio_48k_head).toHaveLength(highSamples);
    expect(stages.audio_24k_head).toHaveLength(lowSamples);
  });

  it.each(CASES)('give content and mel of the case %s', async (golden) => {
    const { tokens, embedding, tensors } = goldenCase(name, golden);
    const made = await decodeStages(opened.models, tokens, embedding);
    const expectStage = (stage: 'content_embedding' | 'mel', limit: Limit) =>
      expectClose(made[stage], floats(tensors, stage), limit);
    expectStage('content_embedding', LIMITS.content_embedding);
    expectStage('mel', LIMITS.mel);
  });

  it('refuse a token outside of the vocabulary', async () => {
    expect(() => opened.models.prenetStages(Int32Array.of(12_800), ['prenet'])).toThrow('token 0 is 12800');
  });
});

describe('DecoderModels', () => {
  /** Sessions that compute nothing and note what they are asked. */
  function noted() {
    const runs: { graph: GraphName; feeds: Readonly<Record<string, Feed>> }[] = [];
    const released: GraphName[] = [];
    const sessions = GRAPH_NAMES.map((graph): [GraphName, Session] => [
      graph,
      {
        async run(feeds, results) {
          runs.push({ graph, feeds });
          return Object.fromEntries(results.map((result) => [result, Float32Array.of(runs.length)]));
        },
        release: async () => void released.push(graph),
      },
    ]);
    const models = new DecoderModels(SMALL_CONFIG, Object.fromEntries(sessions) as Record<GraphName, Session>);
    return { models, runs, released };
  }

  const speaker = (seed: number) => new Float32Array(128).fill(seed);

  it('works out a voice once', async () => {
    const { models, runs } = noted();
    const first = await models.voice(speaker(1));
    expect(await models.voice(speaker(1))).toBe(first);
    expect(await models.voice(speaker(2))).not.toBe(first);
    expect(runs).toHaveLength(2);
    expect(runs[0]?.feeds).toEqual({ embedding: { data: speaker(1), dims: [1, 128] } });
  });

  it('knows a voice again by its numbers, to the last bit', async () => {
    const { models, runs } = noted();
    const embedding = speaker(0.1);
    await models.voice(embedding);
    embedding[127] = (embedding[127] as number) + 2 ** -27;
    await models.voice(embedding);
    expect(runs).toHaveLength(2);
  });

  it('forgets voices that have not come for long', async () => {
    const { models, runs } = noted();
    for (let seed = 0; seed < 65; seed++) await models.voice(speaker(seed));
    await models.voice(speaker(64));
    expect(runs).toHaveLength(65);
    await models.voice(speaker(0));
    expect(runs).toHaveLength(66);
  });

  it.each([
    [8, 8],
    [null, 12],
  ])('has content frames as wide as the prenet, with an output of %s', (outputDim, channels) => {
    const config = { ...SMALL_CONFIG, prenet: { ...SMALL_CONFIG.prenet, outputDim } };
    expect(new DecoderModels(config, {} as Record<GraphName, Session>).contentChannels).toBe(channels);
  });

  it('frees every session', async () => {
    const { models, released } = noted();
    await models.release();
    expect(released.sort()).toEqual([...GRAPH_NAMES].sort());
  });
});
