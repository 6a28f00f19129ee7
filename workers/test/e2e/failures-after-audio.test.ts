import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { directAudio } from './harness/direct-audio.ts';
import { stoppedJobs } from './harness/jobs.ts';
import { ask, listen } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** Long enough for a busy machine. */
const SETTINGS = { CHUNK_TIMEOUT_MS: '1500' };

/** Bytes of a chunk: a tenth of a second. */
const CHUNK = 9_600;

interface Case {
  faults: Faults;
  /** What the log says. */
  code: string;
  /** Chunks that came through before; at most, where the network decides. */
  chunks: number;
  cancelled?: boolean;
}

const PACE = { pace: { msPerChunk: 20 } };

const QUEUE_CASES: Record<string, Case> = {
  'A job that fails after three chunks': {
    faults: { end: { status: 'FAILED', afterChunks: 3 } },
    code: 'upstream_failed',
    chunks: 3,
  },
  'A job cancelled by somebody else': {
    faults: { end: { status: 'CANCELLED', afterChunks: 3 } },
    code: 'upstream_failed',
    chunks: 3,
  },
  'An error message after two chunks': { faults: { inBandErrorAfter: 2 }, code: 'upstream_out_of_memory', chunks: 2 },
  'A worker that stalls after four': {
    faults: { stall: { afterChunks: 4, ms: 60_000 } },
    code: 'chunk_timeout',
    chunks: 4,
    cancelled: true,
  },
  'A fifth chunk lost without a trace': { faults: { lose: [5], noOutput: true }, code: 'upstream_gap', chunks: 4 },
  'A worker that starts over after six': {
    faults: { restartAfter: 6, pace: { msPerChunk: 60 } },
    code: 'upstream_restarted',
    chunks: 6,
    cancelled: true,
  },
  'A third chunk with damaged base64': { faults: { badBase64: [3], ...PACE }, code: 'upstream_bad_audio', chunks: 2 },
  'A job that nobody knows any more': {
    faults: { http: [{ op: 'stream', status: 404, after: 2, times: 99 }], ...PACE },
    code: 'upstream_not_found',
    chunks: 2,
  },
};

const LB_CASES: Record<string, Case & { response: string }> = {
  'A connection cut after three messages': {
    response: 'ndjson',
    faults: { lb: { fault: 'cut', afterChunks: 3 }, ...PACE },
    code: 'upstream_unreachable',
    chunks: 3,
  },
  'A connection cut within raw audio': {
    response: 'pcm',
    faults: { lb: { fault: 'cut', afterChunks: 3 }, ...PACE },
    code: 'upstream_unreachable',
    chunks: 3,
  },
  'A stream that ends too early': {
    response: 'sse',
    faults: { lb: { fault: 'short', afterChunks: 4 } },
    code: 'upstream_gap',
    chunks: 4,
  },
  'A page of HTML within raw audio': {
    response: 'pcm',
    faults: { lb: { fault: 'edge-524', afterChunks: 4 }, ...PACE },
    code: 'upstream_unreachable',
    chunks: 4,
  },
};

describe('a failure after the first audio', () => {
  let system: System;
  const balanced: Record<string, BuiltEdge> = {};
  beforeAll(async () => {
    system = await startSystem({ settings: SETTINGS });
    for (const kind of ['pcm', 'ndjson', 'sse']) {
      const url = `${system.running.url}/lb/vibevoice-lb?response=${kind}`;
      balanced[kind] = await system.edgeWith({ ...SETTINGS, VIBEVOICE_ENDPOINT: url });
    }
  });
  afterAll(() => system.close());

  /** Listens to a stream that breaks, and holds what came against what should have. */
  async function expectBreak(edge: BuiltEdge, endpoint: string, name: string, { faults, code, chunks }: Case) {
    const text = `${name}.`;
    system.running.emulator.addFaults({ endpoint, match: text, faults });
    const [heard, made] = await Promise.all([
      listen(edge.url, { text }, { 'x-request-id': name.replaceAll(' ', '-') }),
      directAudio(system.running, 'vibevoice', { text }),
    ]);
    expect(heard.status).toBe(200);
    expect(heard.broken).toBe(true);
    expect(heard.bytes.length).toBeGreaterThan(0);
    expect(heard.bytes.length).toBeLessThanOrEqual(chunks * CHUNK);
    expect(made.subarray(0, heard.bytes.length).equals(heard.bytes), 'nothing but the right audio').toBe(true);
    expect(made.length).toBeGreaterThan(chunks * CHUNK);
    const line = edge.logged.find((each) => each.includes(name.replaceAll(' ', '-')));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ outcome: 'failed', code, status: 200 });
  }

  it.concurrent.each(Object.entries(QUEUE_CASES))('breaks the stream: %s', async (name, expected) => {
    await expectBreak(system.edge, 'vibevoice', name, expected);
    const [job, ...others] = await stoppedJobs(system, name);
    expect(others).toEqual([]);
    if (expected.cancelled) expect(job?.cancelReceivedAt).toBeDefined();
  });

  it.concurrent.each(Object.entries(LB_CASES))('breaks the stream: %s', async (name, { response, ...expected }) => {
    await expectBreak(balanced[response] as BuiltEdge, 'vibevoice-lb', name, expected);
  });

  it('stops every job under way when a later piece of a long text fails', async () => {
    const marked = 'The second sentence is the one that fails for good.';
    const text = `The first sentence of this long text is said well and in full. ${marked} ${'And so on it goes. '.repeat(20)}`;
    const { emulator } = system.running;
    emulator.addFaults({ endpoint: 'vibevoice', match: 'The second', faults: { end: { status: 'FAILED' } } });
    const answer = await ask(system.url, { json: { text } });
    const heard = await answer.hear();
    expect(answer.status).toBe(200);
    expect(heard.broken).toBe(true);
    const jobs = await stoppedJobs(system, '');
    expect(jobs.filter(({ input }) => String(input.text).includes('The second')).length).toBe(1);
  });
});
