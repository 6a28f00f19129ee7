import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';

/** Tokens in chunks of 3 and of 6, so that one job has about ten of them. */
const SHORT_CHUNKS = { firstChunkMs: 120, chunkMs: 240 };

const QUEUE_CASES: Record<string, Faults> = {
  'Chunks that come twice': { duplicate: [1, 2, 7] },
  'Chunks in another order': { swap: [1, 4, 6] },
  'Chunks without numbers': { numbering: 'none' },
  'Chunks that count from zero': { numbering: 'from-zero' },
  'A last chunk together with the end': { lastChunk: 'with-completed' },
  'A last chunk later than the end': { lateLastChunkMs: 600 },
  'A last chunk that the result alone shows in time': { lateLastChunkMs: 30_000 },
  'A held read that the end does not let go': { holdPastEnd: true },
  'A chunk lost that the result still has': { lose: [3] },
  'Everything at once, in three replies': { burst: 450 },
  'No word of the end': { complete: 'absent' },
  'An end without a count': { complete: 'without-total' },
  'A stream without its wrapping': { streamShape: 'unwrapped' },
  'A bare array for a stream': { streamShape: 'bare-array' },
  'A stream wrapped twice': { streamShape: 'double-wrapped' },
  'Null where nothing is': { streamShape: 'null' },
  'Tokens in a list of one list': { badTokens: { kind: 'nested' } },
  'An embedding in a list': { badEmbedding: { kind: 'nested' } },
  'An embedding with the first chunk only': { badEmbedding: { kind: 'absent', from: 2 } },
  'Chunks that do not name their format': { omit: { fields: ['format'] } },
  'Chunks that do not count their tokens': { omit: { fields: ['num_tokens'] } },
  'A job that is not visible at first': { notFoundMs: 400 },
  'A worker that pauses': { stall: { afterChunks: 3, ms: 500 } },
  'A reply lost with its chunks': { http: [{ op: 'stream', reply: 'reset', when: 'after' }] },
  'A read that fails thrice': { http: [{ op: 'stream', status: 502, times: 3 }] },
  'A submit that is turned away once': { http: [{ op: 'run', status: 429, retryAfter: 1 }] },
};

const LB_CASES: Record<string, Faults> = {
  'Several documents in one read': { joinMessages: 4 },
  'Documents that are cut anywhere': { splitBytes: 333 },
  'The end of one and the beginning of the next': { joinMessages: 3, splitBytes: 777 },
  'Documents without line breaks': { noLineBreaks: true },
  'Documents without line breaks, cut': { noLineBreaks: true, splitBytes: 101 },
  'A pause of the worker': { stall: { afterChunks: 3, ms: 500 } },
};

describe('a stream of tokens that is repaired', () => {
  let lane: Lane;
  const balanced: Record<string, BuiltEdge> = {};
  beforeAll(async () => {
    lane = await startLane();
    for (const id of ['echotts', 'echotts-lb']) lane.running.emulator.configure(id, { pace: SHORT_CHUNKS });
    for (const kind of ['ndjson', 'sse']) {
      const url = `${lane.running.url}/lb/echotts-lb?response=${kind}`;
      const sidecar = await lane.sidecarWith({ ECHOTTS_STREAMING_ENDPOINT: url });
      balanced[kind] = await lane.edgeWith({ SIDECAR_URL: sidecar.url });
    }
  });
  afterAll(() => lane.close());

  /** What is heard of a job with faults through `edge`, and then of a job without at the sidecar. */
  async function hear(edge: BuiltEdge, endpoint: string, name: string, faults: Faults) {
    const text = `${name}.`;
    lane.running.emulator.addFaults({ endpoint, match: text, times: 1, faults });
    const heard = await listen(edge.url, { text, service: 'echotts' });
    const jobs = jobsAbout(lane, text);
    const clean = await listen(lane.sidecar.url, { text }, DIRECT);
    expect(heard.status, heard.bytes.toString('latin1', 0, 300)).toBe(200);
    expect([heard.broken, clean.broken]).toEqual([false, false]);
    expect(
      jobs.map(({ audio }) => audio.length > 3),
      'one job, in several chunks',
    ).toEqual([true]);
    expect(heard.bytes.length).toBe(clean.bytes.length);
    expect(heard.bytes.equals(clean.bytes), 'sample by sample').toBe(true);
  }

  it.concurrent.each(Object.entries(QUEUE_CASES))('is heard as it was meant: %s', async (name, faults) => {
    await hear(lane.edge, 'echotts', name, faults);
  });

  const lbCases = ['ndjson', 'sse'].flatMap((kind) =>
    Object.entries(LB_CASES).map(([name, faults]) => ({ kind, name: `${name}, as ${kind}`, faults })),
  );
  it.concurrent.each(lbCases)('is heard as it was meant: $name', async ({ kind, name, faults }) => {
    await hear(balanced[kind] as BuiltEdge, 'echotts-lb', name, faults);
  });
});
