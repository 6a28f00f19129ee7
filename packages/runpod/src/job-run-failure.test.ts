import type { Faults, Handler } from '@voxlane/emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { type JobSetting, outcomeOf, plainBytes } from '../test/emulated-job.ts';

/** What the well-behaved job yields: every other way of delivering it must give the same bytes. */
let plain: number[] = [];

beforeAll(async () => {
  plain = await plainBytes();
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
      'upstream_out_of_memory',
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
    ['an error in band', { faults: { inBandErrorAfter: 2 } }, 'upstream_out_of_memory', /./],
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
      'a worker that takes the job late and makes nothing',
      { config: { pace: { coldStartMs: 3_000, msPerChunk: 60_000 } }, limits: { queueMs: 4_000, firstAudioMs: 2_000 } },
      'first_audio_timeout',
      /2000 ms \(TIMEOUT_MS\)/,
    ],
    [
      'reads that are no JSON until the time is up',
      { faults: { http: [{ op: 'stream', reply: 'not-json', times: 99 }] }, limits: { queueMs: 300 } },
      'upstream_bad_reply',
      /not JSON/,
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

  it('leaves a job queued that no worker took, when told to, and no other', async () => {
    const cold = { faults: { stayQueued: true }, limits: { queueMs: 20_000 }, keepsColdJobs: true };
    const { problem, jobs } = await outcomeOf(cold);
    expect(problem?.code).toBe('cold_start_timeout');
    expect(jobs[0]?.cancelReceivedAt).toBeUndefined();
    const busy = await outcomeOf({ ...cold, others: 1 });
    expect(busy.problem?.code).toBe('cold_start_timeout');
    expect(busy.jobs.at(-1)?.cancelReceivedAt).toBeGreaterThan(0);
    const stalled = await outcomeOf({ faults: { stall: { afterChunks: 2, ms: 60_000 } }, keepsColdJobs: true });
    expect(stalled.jobs[0]?.cancelReceivedAt).toBeGreaterThan(0);
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

it('keeps to the time between chunks when the handler called an early step completed', async () => {
  const handler: Handler = async function* (_, { clock, signal }) {
    yield { status: 'completed', step: 'load_model' };
    await clock.sleep(1_000, signal);
    yield { status: 'streaming', chunk: 1, format: 'pcm_16', sample_rate: 48_000, audio_chunk: 'AAAA' };
    await clock.sleep(60_000, signal);
  };
  const { payloads, problem, ms, jobs } = await outcomeOf({ handler, config: { pace: { coldStartMs: 0 } } });
  expect([payloads.length, problem?.code]).toEqual([1, 'chunk_timeout']);
  expect(ms).toBeLessThan(8_000);
  expect(jobs[0]?.cancelReceivedAt).toBeGreaterThan(0);
});
