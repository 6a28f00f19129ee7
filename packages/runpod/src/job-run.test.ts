import type { Faults, Handler } from '@voxlane/emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { emulatedJob, outcomeOf, plainBytes } from '../test/emulated-job.ts';

/** What the well-behaved job yields: every other way of delivering it must give the same bytes. */
let plain: number[] = [];

beforeAll(async () => {
  plain = await plainBytes();
});

describe('a job that RunPod delivers in another way', () => {
  const ways: [string, Faults][] = [
    ['a long queue', { queueMs: 30_000 }],
    ['the status RUNNING', { activeStatus: 'RUNNING' }],
    ['a status nobody knows', { activeStatus: 'WARMING_UP' }],
    ['the last chunk together with COMPLETED', { lastChunk: 'with-completed' }],
    ['the last chunk before COMPLETED', { lastChunk: 'separate' }],
    ['a last chunk that shows up 250 ms after COMPLETED', { lateLastChunkMs: 250 }],
    ['the same, without a count', { lateLastChunkMs: 250, complete: 'absent' }],
    ['everything at COMPLETED, more than one reply holds', { burst: 450 }],
    ['a bare array', { streamShape: 'bare-array' }],
    ['items without a wrapper', { streamShape: 'unwrapped' }],
    ['items wrapped twice', { streamShape: 'double-wrapped' }],
    ['null for an empty stream', { streamShape: 'null' }],
    ['no stream where it is empty', { streamShape: 'missing' }],
    ['a chunk posted twice', { duplicate: [2, 3] }],
    ['chunks out of order', { swap: [1, 4] }],
    ['numbers from 0', { numbering: 'from-zero' }],
    ['no numbers', { numbering: 'none' }],
    ['a completion without a count', { complete: 'without-total' }],
    ['no completion', { complete: 'absent' }],
    ['camel case', { shape: 'segment' }],
    ['an array of audio', { shape: 'array' }],
    ['a job not visible for three seconds', { notFoundMs: 3_000 }],
    ['a stall shorter than the limit', { stall: { afterChunks: 2, ms: 4_000 } }],
    ['a submit that is refused for its rate once', { http: [{ op: 'run', status: 429, retryAfter: 1 }] }],
    ['a 429 on a read, without Retry-After', { http: [{ op: 'stream', status: 429, times: 2 }] }],
    ['an HTML 502 on a read', { http: [{ op: 'stream', status: 502, after: 1 }] }],
    ['a 500, a 520 and a 524 on reads', { http: [500, 520, 524].map((status) => ({ op: 'stream', status })) }],
    ['a read that is reset before it took anything', { http: [{ op: 'stream', reply: 'reset', after: 1 }] }],
    ['a read that never answers', { http: [{ op: 'stream', reply: 'hang' }] }],
    [
      'a lost reply that the aggregate makes up for',
      { http: [{ op: 'stream', reply: 'reset', after: 1, when: 'after' }] },
    ],
    ['a cut reply that the aggregate makes up for', { http: [{ op: 'stream', reply: 'truncated-json', after: 1 }] }],
  ];

  it.each(ways)('sounds the same with %s', async (_, faults) => {
    const { bytes, problem, jobs } = await outcomeOf({ faults, limits: { connectMs: 60_000 } });
    expect(problem).toBeUndefined();
    expect(bytes.length).toBe(plain.length);
    expect(bytes).toEqual(plain);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.cancelReceivedAt).toBeUndefined();
  });

  it.each(['base64', 'data-uri', 'wav-string'] as const)('reads WAV files in the shape %s', async (shape) => {
    const { payloads, problem } = await outcomeOf({ faults: { shape } });
    expect(problem).toBeUndefined();
    const samples = payloads.flatMap((payload) => (payload.kind === 'bytes' ? [...payload.bytes.subarray(44)] : []));
    expect(samples).toEqual(plain);
  });

  it('gets a chunk that was too large for the stream out of the aggregate', async () => {
    const text = 'one two three four five six '.repeat(14);
    const inTime = await outcomeOf({ text });
    // 12 s at 48 kHz are 1.5 MB of base64, which RunPod drops.
    const config = { pace: { coldStartMs: 0, realTimeFactor: 0.1, chunkMs: 12_000, firstChunkMs: 500 } };
    const late = await outcomeOf({ text, config });
    expect(late.jobs[0]?.chunks.dropped).not.toEqual([]);
    expect(late.problem).toBeUndefined();
    expect(late.bytes.length).toBe(inTime.bytes.length);
    expect(late.bytes).toEqual(inTime.bytes);
  });

  it('takes the result of a handler that is no generator from /status', async () => {
    const { bytes, problem } = await outcomeOf({ input: { stream: false } });
    expect(problem).toBeUndefined();
    expect(bytes.length).toBeGreaterThan(48_000);
  });

  it('fetches audio that a chunk only points to', async () => {
    const { bytes, problem } = await outcomeOf({ faults: { shape: 'audio-url' }, audioHosts: ['runpod.test'] });
    // The emulated store speaks plain http, which is taken from loopback alone.
    expect([bytes, problem?.code]).toEqual([[], 'upstream_bad_audio']);
    const allowed = { shape: 'audio-url', audioUrl: { origin: 'https://runpod.test' } } as const;
    expect((await outcomeOf({ faults: allowed, audioHosts: ['runpod.test'] })).bytes).toEqual(plain);
  });

  it('does not wait for RunPod when the handler has counted its chunks', async () => {
    const { ms } = await outcomeOf({ config: { pace: { coldStartMs: 500, realTimeFactor: 0.4, finishMs: 60_000 } } });
    expect(ms).toBeLessThan(5_000);
  });
});

it('leaves chunks at RunPod while the consumer does not ask', async () => {
  const { audio, clock, emulator } = emulatedJob({ text: 'word '.repeat(60) });
  await clock.run(audio.next());
  const { taken } = emulator.jobs()[0]?.chunks ?? { taken: -1 };
  await clock.advance(60_000);
  const { chunks } = emulator.jobs()[0] ?? { chunks: { made: 0, taken: 0 } };
  expect(chunks.taken).toBe(taken);
  expect(chunks.made).toBeGreaterThan(taken + 5);
  const rest = async () => {
    let count = 0;
    for await (const _ of audio) count += 1;
    return count;
  };
  expect(await clock.run(rest())).toBeGreaterThan(5);
});

it('tells of the job, of its leaving the queue and of each chunk', async () => {
  const { audio, clock, emulator, seen } = emulatedJob({});
  await clock.run(audio.next());
  expect(seen).toEqual([emulator.jobs()[0]?.id, 'running', 'chunk']);
  await clock.run(audio.next());
  expect(seen.slice(2)).toEqual(['chunk', 'chunk']);
});

it('does not wait for ever for a handler that said it was done and takes its time to finish', async () => {
  const handler: Handler = async function* (_, { clock, signal }) {
    yield { status: 'streaming', chunk: 1, format: 'pcm_16', sample_rate: 48_000, audio_chunk: 'AAAA' };
    yield { status: 'complete' };
    await clock.sleep(200_000, signal);
  };
  const { payloads, problem, ms, jobs } = await outcomeOf({ handler });
  expect([payloads.length, problem]).toEqual([1, undefined]);
  expect(ms).toBeLessThan(20_000);
  expect(jobs[0]?.status).toBe('CANCELLED');
});
