import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { chunk, complete, streamed, tokenChunk } from '../test/fake-runpod.ts';
import { FakeTokenDecoder, TOKEN_SAMPLES, tokensIn } from '../test/fake-token-decoder.ts';
import { LONG, lane, within } from '../test/lane.ts';
import { problemOf } from '../test/problem.ts';
import { collect, joined, largestStep } from '../test/samples.ts';
import type { Speech } from './speech.ts';

/** Time for the polls in which a lost chunk is waited for. */
const GRACE_MS = 5_000;
const FAILED = { status: 'FAILED', error: 'CUDA error: an illegal memory access' };

/** What is heard until a speech breaks, and what breaks it. */
async function heardOf(speech: Speech): Promise<{ tokens: number[]; problem: { code: string } }> {
  const blocks: Float32Array[] = [];
  const problem = await problemOf(async () => {
    for await (const block of speech.audio) blocks.push(block.slice());
  });
  return { tokens: tokensIn(joined(blocks)), problem };
}

describe('a job that yields tokens', () => {
  it('is decoded, chunk after chunk, in order', async () => {
    const decoder = new FakeTokenDecoder();
    const { runpod, start } = lane({ tokenDecoder: decoder });
    const parts = [tokenChunk(2, [3, 4]), tokenChunk(1, [1, 2]), tokenChunk(3, [5]), complete(3)];
    runpod.script('vv/stream', streamed('COMPLETED', ...parts));
    const speech = await start();
    expect(tokensIn(joined(await collect(speech.audio)))).toEqual([1, 2, 3, 4, 5]);
    expect(speech.report).toMatchObject({ samples: 5 * TOKEN_SAMPLES, jobs: ['vv-1'] });
    expect([decoder.ended, decoder.open, runpod.cancelled('vv')]).toEqual([1, 0, []]);
  });

  it('is brought to the rate of the order', async () => {
    const { runpod, start } = lane({ tokenDecoder: new FakeTokenDecoder({ sampleRate: 48_000 }) });
    runpod.script('vv/stream', streamed('COMPLETED', tokenChunk(1, [5, 5, 5]), tokenChunk(2, [5, 5, 5]), complete(2)));
    const speech = await start({ sampleRate: 24_000 });
    const samples = joined(await collect(speech.audio));
    expect(samples.length).toBe((6 * TOKEN_SAMPLES) / 2);
    // The filter runs on across the chunks.
    expect(largestStep(samples.slice(50, -50))).toBeLessThan(0.001);
    expect(samples[150]).toBeCloseTo(0.5, 3);
  });

  it('notes when its first chunk came, whatever the decoder waits for', async () => {
    const { runpod, clock, start } = lane({ tokenDecoder: new FakeTokenDecoder({ context: 1 }) });
    const running = streamed('IN_PROGRESS', tokenChunk(1, [1]));
    runpod.script(
      'vv/stream',
      async () => {
        await clock.sleep(300);
        return running;
      },
      async () => {
        await clock.sleep(700);
        return streamed('COMPLETED', tokenChunk(2, [2]), complete(2));
      },
    );
    const { report } = await within(clock, 2_000, start());
    expect(report).toMatchObject({ queueMs: 300, firstChunkMs: 300, firstAudioMs: 1_000 });
  });

  it('is joined from its pieces of text', async () => {
    const decoder = new FakeTokenDecoder({ context: 1 });
    const { runpod, start } = lane({ tokenDecoder: decoder });
    runpod.handlers.set('vv/stream', ({ id }) => {
      const token = Number(id?.split('-')[1]);
      return streamed('COMPLETED', tokenChunk(1, [token]), tokenChunk(2, [token]), complete(2));
    });
    const { audio, report } = await start({ text: LONG });
    const tokens = tokensIn(joined(await collect(audio)));
    expect(report.pieces).toBeGreaterThan(2);
    expect(tokens).toEqual(Array.from({ length: 2 * report.pieces }, (_, i) => 1 + Math.floor(i / 2)));
    expect([decoder.given.length, decoder.open]).toEqual([report.pieces, 0]);
  });

  it('comes from a load-balancing endpoint as well, in documents without line ends', async () => {
    const { runpod, start } = lane({
      tokenDecoder: new FakeTokenDecoder(),
      endpoint: { kind: 'lb', url: 'https://lb.example.com/v2/lb/speak' },
    });
    const documents = [tokenChunk(1, [1]), tokenChunk(2, [2]), complete(2)].map((part) => JSON.stringify(part));
    const headers = { 'content-type': 'application/x-ndjson' };
    runpod.script('lb/speak', () => new Response(documents.join(''), { headers }));
    expect(tokensIn(joined(await collect((await start()).audio)))).toEqual([1, 2]);
  });

  it.each([
    ['silence', [1, 2, 0, 0, 4]],
    ['skip', [1, 2, 4]],
  ] as const)('has %s where a chunk never comes, if that is asked for', async (onGap, tokens) => {
    const { runpod, clock, start } = lane({ vibevoice: { onGap }, tokenDecoder: new FakeTokenDecoder({ context: 2 }) });
    const parts = [tokenChunk(1, [1, 2]), tokenChunk(3, [4]), complete(3)];
    runpod.script('vv/stream', streamed('COMPLETED', ...parts), streamed('COMPLETED'));
    runpod.script('vv/status', { status: 'COMPLETED' });
    const { audio } = await within(clock, GRACE_MS, start());
    expect(tokensIn(joined(await within(clock, GRACE_MS, collect(audio))))).toEqual(tokens);
  });

  it('is refused before any audio where there is no decoder, and its job cancelled', async () => {
    const { runpod, start } = lane();
    runpod.script('vv/stream', streamed('IN_PROGRESS', tokenChunk(1, [1])));
    const problem = await problemOf(() => start());
    expect(problem).toMatchObject({ code: 'upstream_bad_audio', message: expect.stringContaining("'echotts'") });
    await settle();
    expect([runpod.cancelled('vv'), runpod.of('vv/run').length]).toEqual([['vv-1'], 1]);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['text', 'AAEC'],
  ])('is refused by the decoder when its tokens are %s', async (_, tokens) => {
    const { runpod, start } = lane({ tokenDecoder: new FakeTokenDecoder() });
    runpod.script('vv/stream', streamed('IN_PROGRESS', tokenChunk(1, tokens)));
    const problem = await problemOf(() => start());
    expect(problem).toMatchObject({ code: 'upstream_bad_audio', message: expect.stringContaining('not a list') });
    await settle();
    expect(runpod.cancelled('vv')).toEqual(['vv-1']);
  });

  it('is not mixed with audio', async () => {
    const { runpod, start } = lane({ tokenDecoder: new FakeTokenDecoder() });
    runpod.script(
      'vv/stream',
      streamed('IN_PROGRESS', tokenChunk(1, [1])),
      streamed('IN_PROGRESS', chunk(2, 0.5, 800)),
    );
    const { tokens, problem } = await heardOf(await start());
    expect(tokens).toEqual([1]);
    expect(problem).toMatchObject({
      code: 'upstream_bad_audio',
      message: expect.stringContaining('audio and LinaCodec'),
    });
  });

  it.each([0, 1, 2])('is heard up to its failure, with %i chunks of context', async (context) => {
    const decoder = new FakeTokenDecoder({ context, eager: true });
    const { runpod, clock, start } = lane({ tokenDecoder: decoder });
    runpod.script('vv/stream', streamed('IN_PROGRESS', tokenChunk(1, [1]), tokenChunk(2, [2])), streamed('FAILED'));
    runpod.script('vv/status', FAILED);
    const { tokens, problem } = await within(clock, GRACE_MS, start().then(heardOf));
    expect(tokens).toEqual([1, 2]);
    expect(problem).toMatchObject({ code: 'upstream_failed', message: expect.stringContaining('CUDA') });
    expect([decoder.open, runpod.of('vv/run').length]).toEqual([0, 1]);
  });

  it('is tried again when it fails before its first chunk', async () => {
    const { runpod, clock, start } = lane({ tokenDecoder: new FakeTokenDecoder({ context: 1 }) });
    const whole = streamed('COMPLETED', tokenChunk(1, [7]), complete(1));
    runpod.script('vv/stream', streamed('FAILED'), whole);
    runpod.script('vv/status', FAILED);
    const { audio } = await within(clock, GRACE_MS, start());
    expect(tokensIn(joined(await collect(audio)))).toEqual([7]);
  });
});
