import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { likeness, samplesOf } from './harness/compare-sound.ts';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Faults after which every bit is as it should be. */
const EXACT: Record<string, Faults> = {
  'Chunks that come twice': { duplicate: [1, 2, 7] },
  'Chunks in another order': { swap: [1, 4, 6] },
  'A last chunk together with the end': { lastChunk: 'with-completed' },
  'A last chunk later than the end': { lateLastChunkMs: 600 },
  'A last chunk that the result alone shows in time': { lateLastChunkMs: 30_000 },
  'A chunk lost that the result still has': { lose: [3] },
  'Everything at once, in three replies': { burst: 450 },
  'Chunks without numbers': { numbering: 'none' },
  'Chunks that count from zero': { numbering: 'from-zero' },
  'No word of the end': { complete: 'absent' },
  'An end without a count': { complete: 'without-total' },
  'A stream without its wrapping': { streamShape: 'unwrapped' },
  'A bare array for a stream': { streamShape: 'bare-array' },
  'A stream wrapped twice': { streamShape: 'double-wrapped' },
  'Null where nothing is': { streamShape: 'null' },
  'Segments in camel case': { shape: 'segment' },
  'WAV as a string': { shape: 'wav-string' },
  'Audio as an array': { shape: 'array' },
  'Base64 and nothing else': { shape: 'base64' },
  'Data addresses': { shape: 'data-uri' },
  'Floats that are labelled as int16': { encoding: 'float32' },
  'A WAV header before each chunk': { encoding: 'wav' },
  'Stereo with a header before each chunk': { encoding: 'stereo-wav' },
  'Chunks that end within a sample': { oddSplit: true },
  'A word for running that nobody knows': { activeStatus: 'WARMING_UP', pace: { msPerChunk: 10 } },
  'A job that is not visible at first': { notFoundMs: 400 },
  'A reply lost with its chunks': { http: [{ op: 'stream', reply: 'reset', when: 'after' }] },
  'A read that fails thrice': { http: [{ op: 'stream', status: 502, times: 3 }] },
  'A submit that is turned away once': { http: [{ op: 'run', status: 429, retryAfter: 1 }] },
};

/** Faults that change the rate, so that samples are made anew. */
const RESAMPLED: Record<string, Faults> = {
  'Audio at 24 kHz': { rates: [24_000] },
  'Audio at 44.1 kHz': { rates: [44_100] },
  'A rate that changes and changes back': { rates: [48_000, 24_000] },
  'WAV files of many rates': { rates: [16_000, 48_000, 22_050], encoding: 'wav' },
};

const LB_KINDS = ['pcm', 'wav', 'ndjson', 'sse'] as const;

describe('a stream that the edge repairs', () => {
  let system: System;
  const balanced: Partial<Record<(typeof LB_KINDS)[number], BuiltEdge>> = {};
  beforeAll(async () => {
    system = await startSystem();
    const lb = `${system.running.url}/lb/vibevoice-lb?response=`;
    const edges = LB_KINDS.map(async (kind) => {
      balanced[kind] = await system.edgeWith({ VIBEVOICE_ENDPOINT: `${lb}${kind}` });
    });
    await Promise.all(edges);
  });
  afterAll(() => system.close());

  async function hear(name: string, faults: Faults) {
    const text = `${name}.`;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults });
    const [heard, made] = await Promise.all([
      listen(system.url, { text }),
      directAudio(system.running, 'vibevoice', { text }),
    ]);
    expect(heard.status, heard.bytes.toString('latin1', 0, 200)).toBe(200);
    expect(heard.broken).toBe(false);
    return { heard: heard.bytes, made };
  }

  it.concurrent.each(Object.entries(EXACT))('is heard as it was meant: %s', async (name, faults) => {
    const { heard, made } = await hear(name, faults);
    expect(heard.length).toBe(made.length);
    expect(heard.equals(made)).toBe(true);
    expect(jobsAbout(system, name).length).toBe(1);
  });

  it.concurrent.each(Object.entries(RESAMPLED))('keeps length and sound: %s', async (name, faults) => {
    const { heard, made } = await hear(name, faults);
    const chunks = made.length / 9_600;
    // A chunk at another rate has a whole number of samples there, so each may be half a sample out.
    expect(Math.abs(heard.length - made.length) / 2).toBeLessThanOrEqual(Math.ceil(chunks) * 2);
    expect(likeness(samplesOf(heard), samplesOf(made))).toBeGreaterThan(0.99);
  });

  it.concurrent.each(LB_KINDS)('is heard as it was meant: %s of a load balancer in odd pieces', async (kind) => {
    const text = `Odd pieces of ${kind}.`;
    system.running.emulator.addFaults({ endpoint: 'vibevoice-lb', match: text, faults: { splitBytes: 777 } });
    const [heard, made] = await Promise.all([
      listen((balanced[kind] as BuiltEdge).url, { text }),
      directAudio(system.running, 'vibevoice', { text }),
    ]);
    expect(heard.status).toBe(200);
    expect(heard.broken).toBe(false);
    expect(heard.bytes.equals(made)).toBe(true);
  });

  it('keeps length and sound: a handler that sends floats at 24 kHz as pcm_24', async () => {
    const services = { chatterbox: { fixed: { stream: true, output_format: 'pcm_24', sample_rate: 24_000 } } };
    const edge = await system.edgeWith({ SERVICES: JSON.stringify(services) });
    const text = 'Floats at their own rate.';
    const heard = await listen(edge.url, { text, service: 'chatterbox' });
    const made = await directAudio(system.running, 'chatterbox', { text });
    expect(heard.headers['x-sample-rate']).toBe('48000');
    expect(Math.abs(heard.bytes.length - made.length) / 2).toBeLessThanOrEqual(2);
    expect(likeness(samplesOf(heard.bytes), samplesOf(made))).toBeGreaterThan(0.99);
  });
});
