import type { Faults } from '@voxlane/emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { emulatedJob, type JobSetting, outcomeOf } from '../test/emulated-job.ts';

/** What the well-behaved job yields: every other way of delivering it must give the same bytes. */
let plain: number[] = [];

beforeAll(async () => {
  const { bytes, problem } = await outcomeOf({});
  expect(problem).toBeUndefined();
  expect(bytes.length).toBeGreaterThan(48_000);
  plain = bytes;
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

/** A job whose one chunk is too large for RunPod, and that keeps no copy of it. */
const silent = (faults: Faults): JobSetting => ({
  text: 'one two three four five six '.repeat(20),
  faults: { complete: 'absent', ...faults },
  config: { aggregate: false, pace: { coldStartMs: 0, realTimeFactor: 0.1, firstChunkMs: 600_000 } },
});

describe('a job that fails', () => {
  const failures: [string, JobSetting, string, RegExp][] = [
    [
      'FAILED before any audio',
      { faults: { end: { status: 'FAILED', afterChunks: 0, error: 'CUDA out of memory' } } },
      'upstream_failed',
      /CUDA out of memory/,
    ],
    [
      'FAILED after two chunks',
      { faults: { end: { status: 'FAILED', afterChunks: 2, error: 'boom' } } },
      'upstream_failed',
      /boom/,
    ],
    [
      'an error with a traceback',
      { faults: { end: { status: 'FAILED', error: 'boom', traceback: true } } },
      'upstream_failed',
      /^(?!.*(?:Traceback|File|hostname)).*boom/,
    ],
    [
      'CANCELLED by someone else',
      { faults: { end: { status: 'CANCELLED', afterChunks: 1 } } },
      'upstream_failed',
      /cancelled/,
    ],
    ['TIMED_OUT', { faults: { end: { status: 'TIMED_OUT', afterChunks: 1 } } }, 'upstream_failed', /timed out/],
    [
      'the platform’s own time-out',
      { faults: { end: { status: 'PLATFORM_TIMEOUT' } } },
      'upstream_failed',
      /timed out after 1 retries/,
    ],
    ['an error in band', { faults: { inBandErrorAfter: 2 } }, 'upstream_failed', /./],
    ['a second run after audio', { faults: { restartAfter: 3 } }, 'upstream_restarted', /second time/],
    [
      'a lost chunk without an aggregate',
      { faults: { lose: [2] }, config: { aggregate: false } },
      'upstream_gap',
      /lost 1 of \d+ chunks.*1 MB/,
    ],
    ['a lost first chunk', { faults: { lose: [1] }, config: { aggregate: false } }, 'upstream_gap', /lost/],
    ['a lost last chunk', { faults: { lose: [7] }, config: { aggregate: false } }, 'upstream_gap', /lost/],
    [
      'a lost reply that nobody can verify',
      {
        faults: { complete: 'absent', http: [{ op: 'stream', reply: 'reset', after: 1, when: 'after' }] },
        config: { aggregate: false },
      },
      'upstream_gap',
      /lost/,
    ],
    ['damaged base64', { faults: { badBase64: [2] } }, 'upstream_bad_audio', /Chunk 2.*base64/],
    ['tokens', { faults: { shape: 'tokens' } }, 'upstream_bad_audio', /LinaCodec tokens/],
    [
      'an expired address',
      {
        faults: { shape: 'audio-url', audioUrl: { expired: true, origin: 'https://runpod.test' } },
        audioHosts: ['runpod.test'],
      },
      'upstream_unreachable',
      /expired/,
    ],
    [
      'a file of 20 MB',
      {
        faults: { shape: 'audio-url', audioUrl: { bytes: 20_000_000, origin: 'https://runpod.test' } },
        audioHosts: ['runpod.test'],
      },
      'upstream_bad_reply',
      /larger/,
    ],
    [
      'a file on another host',
      { faults: { shape: 'audio-url', audioUrl: { origin: 'https://evil.test' } } },
      'upstream_bad_audio',
      /may not be fetched/,
    ],
    ['COMPLETED without output', silent({ noOutput: true }), 'upstream_bad_reply', /without audio: it yielded nothing/],
    ['a generator without an aggregate', silent({}), 'upstream_bad_reply', /return_aggregate_stream/],
    [
      'no worker for ever',
      { faults: { stayQueued: true }, limits: { queueMs: 20_000 } },
      'cold_start_timeout',
      /20000 ms \(QUEUE_TIMEOUT_MS\); the endpoint's workers: /,
    ],
    [
      'a worker that makes nothing',
      { config: { pace: { coldStartMs: 0, msPerChunk: 60_000 } }, limits: { firstAudioMs: 8_000 } },
      'first_audio_timeout',
      /8000 ms \(TIMEOUT_MS\)/,
    ],
    [
      'a stall in the middle',
      { faults: { stall: { afterChunks: 2, ms: 60_000 } } },
      'chunk_timeout',
      /5000 ms \(CHUNK_TIMEOUT_MS\)/,
    ],
    [
      'a submit that never answers',
      { faults: { http: [{ op: 'run', reply: 'hang' }] }, limits: { connectMs: 3_000 } },
      'connect_timeout',
      /3000 ms \(TIMEOUT_MS\)/,
    ],
    [
      'a key that is not accepted',
      { faults: { http: [{ op: 'run', status: 401 }] } },
      'upstream_unauthorized',
      /RUNPOD_API_KEY/,
    ],
    [
      'an endpoint that is not there',
      { faults: { http: [{ op: 'run', status: 404 }] } },
      'upstream_not_found',
      /endpoint/,
    ],
    [
      'a rate limit that stays',
      { faults: { http: [{ op: 'run', status: 429, retryAfter: 7, times: 9 }] } },
      'upstream_rate_limited',
      /429/,
    ],
    [
      'a submit that breaks off',
      { faults: { http: [{ op: 'run', reply: 'reset' }] } },
      'upstream_ambiguous',
      /submitted/,
    ],
    [
      'a read that is no JSON, again and again',
      { faults: { http: [{ op: 'stream', reply: 'not-json', times: 9 }] } },
      'upstream_bad_reply',
      /not JSON/,
    ],
    [
      'a read without end',
      { faults: { http: [{ op: 'stream', reply: 'huge' }] } },
      'upstream_bad_reply',
      /larger than/,
    ],
    [
      'a gateway that stays down',
      { faults: { http: [{ op: 'stream', status: 503, times: 99 }] } },
      'upstream_unreachable',
      /503/,
    ],
    [
      'a job that was forgotten',
      { faults: { http: [{ op: 'stream', status: 404, after: 2, times: 99 }] } },
      'upstream_not_found',
      /404/,
    ],
  ];

  it.each(failures)('says what happened: %s', async (_, setting, code, message) => {
    const { problem, bytes } = await outcomeOf(setting);
    expect(problem?.code).toBe(code);
    expect(problem?.message).toMatch(message);
    expect(plain.slice(0, bytes.length)).toEqual(bytes);
  });

  it('hands out every chunk that came before the failure', async () => {
    const { payloads } = await outcomeOf({ faults: { end: { status: 'FAILED', afterChunks: 2, error: 'boom' } } });
    expect(payloads).toHaveLength(2);
  });

  it.each([
    ['a stall', { faults: { stall: { afterChunks: 2, ms: 60_000 } } }],
    ['a cold start without end', { faults: { stayQueued: true }, limits: { queueMs: 20_000 } }],
    ['a gap', { faults: { lose: [2], stall: { afterChunks: 4, ms: 60_000 } }, config: { aggregate: false } }],
    ['damaged audio', { faults: { badBase64: [1] } }],
  ] satisfies [string, JobSetting][])('cancels the job that it gives up after %s', async (_, setting) => {
    const { jobs } = await outcomeOf(setting);
    expect(jobs[0]?.cancelReceivedAt).toBeGreaterThan(0);
  });

  it.each([
    ['skip', 0],
    ['silence', 1],
  ] as const)('goes on over a lost chunk when told to: %s', async (onGap, holes) => {
    const { payloads, problem } = await outcomeOf({ onGap, faults: { lose: [2] }, config: { aggregate: false } });
    expect(problem).toBeUndefined();
    expect(payloads.filter((payload) => payload.kind === 'hole')).toHaveLength(holes);
    expect(payloads.length).toBeGreaterThan(4);
  });
});

describe('a listener who leaves', () => {
  it('has a running job cancelled', async () => {
    const { audio, clock, emulator, settle } = emulatedJob({});
    await clock.run(audio.next());
    await clock.run(audio.return());
    await settle();
    expect(emulator.jobs()[0]).toMatchObject({ status: 'CANCELLED', cancelReceivedAt: clock.now() });
  });

  it('has a queued job cancelled', async () => {
    const { audio, clock, emulator, left, settle } = emulatedJob({ faults: { stayQueued: true } });
    const first = audio.next();
    first.catch(() => undefined);
    await clock.advance(5_000);
    left.abort(new Error('gone'));
    await expect(clock.run(first)).rejects.toThrow('gone');
    await settle();
    expect(emulator.jobs()[0]?.status).toBe('CANCELLED');
  });

  it('has a job cancelled whose submit was still under way', async () => {
    const { audio, clock, emulator, left, seen, settle } = emulatedJob({ faults: { queueMs: 60_000 } });
    const first = audio.next();
    first.catch(() => undefined);
    left.abort(new Error('gone'));
    await expect(clock.run(first)).rejects.toThrow('gone');
    await settle();
    expect(emulator.jobs().map((job) => job.status)).toEqual(['CANCELLED']);
    expect(seen).toEqual([]);
  });

  it('has nothing submitted when gone before', async () => {
    const { audio, clock, emulator, left } = emulatedJob({});
    left.abort(new Error('gone'));
    await expect(clock.run(audio.next())).rejects.toThrow('gone');
    expect(emulator.jobs()).toEqual([]);
  });

  it('has the cancel tried again when RunPod is busy', async () => {
    const { audio, clock, emulator, settle } = emulatedJob({
      faults: { http: [{ op: 'cancel', status: 429, times: 2 }] },
    });
    await clock.run(audio.next());
    await clock.run(audio.return());
    await settle();
    expect(emulator.jobs()[0]?.status).toBe('CANCELLED');
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

it('tells of the job and of its leaving the queue', async () => {
  const { audio, clock, emulator, seen } = emulatedJob({});
  await clock.run(audio.next());
  expect(seen).toEqual([emulator.jobs()[0]?.id, 'running']);
});
