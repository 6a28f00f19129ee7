import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRecord, Synthesize } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heapBytes } from '../../../scripts/edge/heap-bytes.ts';
import { eventually, jobsAbout, stoppedJobs } from './harness/jobs.ts';
import { ask, jsonOf } from './harness/listener.ts';
import { rawListener } from './harness/raw-listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Jobs that the model serves at once, and that its template lets one isolate have at work there. */
const AT_ONCE = 2;
const BATCHES = 20;
const ITEMS = 10;
/** Rate of the model in Hz. */
const RATE = 24_000;
/** Half a minute, so that all clips together are far more than the memory that they may take. */
const SAMPLES = 30 * RATE;
const HEADER_BYTES = 44;
/** Most that may be alive in the isolate while 288 MB of clips go through it, in bytes: clips are granted 64 MiB of it. */
const MOST_ALIVE = 96_000_000;
/** Looks while the batches are worked off: a look stops the isolate and collects its garbage. */
const LOOKS = 3;
const LOOK_EVERY_MS = 250;

/** Each number as a clip of its own length. */
const countingVoice: Synthesize = async (text) => {
  const number = Number(/\d+/.exec(text)?.[0] ?? 0);
  return { samples: new Float32Array(SAMPLES + number).fill(0.25), sampleRate: RATE };
};

interface Results {
  results: { success: boolean; audio: string; sample_rate: number }[];
  completed_count: number;
  failed_count: number;
}

describe(`${BATCHES} batches of ${ITEMS} at once, at a model that serves ${AT_ONCE} at a time`, () => {
  let system: System;
  let answers: { status: number; numbers: number[]; counts: number[] }[];
  const memory: number[] = [];

  beforeAll(async () => {
    const emulator = { synthesize: countingVoice, endpoints: { qwen: { workers: AT_ONCE } } };
    system = await startSystem({ emulator, qwen: 'queue', inspected: true });
    const watch = (async () => {
      for (let look = 0; look < LOOKS; look++) {
        await sleep(LOOK_EVERY_MS);
        memory.push(await heapBytes(system.edge.inspectorUrl ?? ''));
      }
    })();
    answers = await Promise.all(Array.from({ length: BATCHES }, (_, batch) => speak(batch)));
    await watch;
  });
  afterAll(() => system.close());

  /** Asks for a batch, and reads from the lengths of its clips which numbers they say. */
  async function speak(batch: number) {
    const requests = Array.from({ length: ITEMS }, (_, i) => ({ text: `Number ${batch * ITEMS + i}` }));
    const answer = await ask(system.url, { path: '/tts/batch', json: { requests } });
    const { results, completed_count, failed_count } = (await jsonOf(answer)) as unknown as Results;
    const numbers = results.map(({ audio }) => (Buffer.byteLength(audio, 'base64') - HEADER_BYTES) / 2 - SAMPLES);
    return { status: answer.status, numbers, counts: [completed_count, failed_count] };
  }

  it('answers every item, in its place', () => {
    for (const [batch, { status, numbers, counts }] of answers.entries()) {
      expect([status, counts]).toEqual([200, [ITEMS, 0]]);
      expect(numbers).toEqual(Array.from({ length: ITEMS }, (_, i) => batch * ITEMS + i));
    }
  });

  it('has each said once, and none cancelled', () => {
    const said = jobsAbout(system, 'Number').map(({ input }) => String(input.text));
    expect([said.length, new Set(said).size]).toEqual([BATCHES * ITEMS, BATCHES * ITEMS]);
    expect(jobsAbout(system, 'Number').filter(({ status }) => status !== 'COMPLETED')).toEqual([]);
  });

  it('asks the model for no more at a time than it serves', () => {
    expect(mostAtOnce(jobsAbout(system, 'Number'))).toBe(AT_ONCE);
  });

  it(`does not fill the memory of the isolate: at most ${MOST_ALIVE / 1e6} MB at any look`, () => {
    expect(memory).toHaveLength(LOOKS);
    expect(Math.max(...memory)).toBeLessThan(MOST_ALIVE);
  });
});

/** Most jobs that were submitted and not yet over at any one time. */
function mostAtOnce(jobs: readonly JobRecord[]): number {
  const steps = jobs.flatMap(({ history }) => [
    { at: history[0]?.at ?? 0, by: 1 },
    { at: history.at(-1)?.at ?? 0, by: -1 },
  ]);
  // One that ends makes room for one that begins at the same time.
  steps.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  return Math.max(...steps.map(({ by }) => (now += by)));
}

describe('the contract of Qwen', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ emulator: { synthesize: countingVoice }, qwen: 'queue' });
  });
  afterAll(() => system.close());

  it('gives a clip with its length and exact sizes', async () => {
    const answer = await ask(system.url, { path: '/tts', json: { text: 'Number 5' } });
    const { bytes } = await answer.hear();
    const size = HEADER_BYTES + 2 * (SAMPLES + 5);
    expect([answer.status, answer.headers['content-length'], bytes.length]).toEqual([200, String(size), size]);
    expect([bytes.readUInt32LE(24), bytes.readUInt32LE(40)]).toEqual([RATE, size - HEADER_BYTES]);
  });

  it('gives the same clip as a stream', async () => {
    const answer = await ask(system.url, { path: '/tts/stream', json: { text: 'Number 6', pieces: false } });
    const { bytes, broken } = await answer.hear();
    expect([answer.status, answer.headers['transfer-encoding'], broken]).toEqual([200, 'chunked', false]);
    expect(bytes.length).toBe(HEADER_BYTES + 2 * (SAMPLES + 6));
  });

  it('encodes items of a batch as each asks for it', async () => {
    const items = ['wav', 'mp3', 'opus', 'flac', 'pcm'].map((response_format) => ({
      input: 'Number 7',
      response_format,
    }));
    const json = { model: 'qwen', items };
    const body = await jsonOf(await ask(system.url, { path: '/v1/audio/speech/batch', json }));
    const results = body.results as { media_type: string; audio_data: string }[];
    expect(results.map(({ media_type }) => media_type)).toEqual([
      'audio/wav',
      'audio/mpeg',
      'audio/ogg; codecs=opus',
      'audio/flac',
      'audio/pcm;rate=24000;channels=1',
    ]);
    const heads = results.map(({ audio_data }) => Buffer.from(audio_data, 'base64').subarray(0, 4).toString('latin1'));
    expect(heads.filter((_, i) => i !== 1 && i !== 4)).toEqual(['RIFF', 'OggS', 'fLaC']);
    expect(Buffer.from(results[4]?.audio_data ?? '', 'base64').length).toBe(2 * (SAMPLES + 7));
  });

  it('refuses a speaker and a language that the model does not have, and says which it has', async () => {
    const edge = await system.edgeWith({ QWEN_ENDPOINT: `${system.running.url}/plain/qwen/tts` });
    for (const [field, there] of [
      ['speaker', 'Vivian'],
      ['language', 'German'],
    ] as const) {
      const answer = await ask(edge.url, { path: '/tts', json: { text: 'Number 8', [field]: 'Nobody' } });
      expect([answer.status, await jsonOf(answer)]).toMatchObject([400, { detail: expect.stringContaining(there) }]);
    }
  });

  it('stops a batch whose listener leaves, and begins nothing more of it', async () => {
    system.running.emulator.configure('qwen', { workers: AT_ONCE, pace: { finishMs: 60_000 } });
    const requests = Array.from({ length: ITEMS }, (_, i) => ({ text: `Left alone ${i}` }));
    const socket = await rawListener(system.url, { requests }, '/tts/batch');
    await eventually('two items are at work', () => jobsAbout(system, 'Left alone').length === AT_ONCE);
    socket.resetAndDestroy();
    const jobs = await stoppedJobs(system, 'Left alone');
    expect(jobs.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
  });
});
