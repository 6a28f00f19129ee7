import type { Faults } from '@voxlane/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { likeness, samplesOf } from '../../../workers/test/e2e/harness/compare-sound.ts';
import { eventually, stoppedJobs } from '../../../workers/test/e2e/harness/jobs.ts';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, echoServices, type Lane, startLane } from './harness/lane.ts';
import type { LaneSidecar } from './harness/lane-sidecar.ts';
import { lineOf } from './harness/line-of.ts';

/** Long enough for a busy machine. */
const LIMITS = { CHUNK_TIMEOUT_MS: '1500' };
/** A piece of text for each job that is long enough to be heard before it ends. */
const PIECE = { SERVICES: echoServices({ piece: { first: 200, most: 200, least: 20 } }) };
/** Tokens in chunks of a quarter of a second, at such a pace that the first sound is out before anything goes wrong. */
const PACE = { msPerChunk: 60, firstChunkMs: 240, chunkMs: 240 };
/** Chunks that came before the fault; the codec makes its first sound of nine. */
const CHUNKS = 18;
const CHUNK_BYTES = 0.24 * 96_000;

/**
 * The codec hears what comes after a sound as well: where tokens end early, those before sound a little different.
 * Measured: 0.94 and more; sounds that have nothing to do with each other are near 0.
 */
const ALIKE = 0.9;

/** An edge and the sidecar behind it. */
type Pair = Record<'edge' | 'sidecar', BuiltEdge | LaneSidecar>;

/** Replies that were good before: one may hold two chunks. */
const READS = 12;

interface Case {
  faults: Faults;
  /** What the sidecar's log says. */
  code: string;
  cancelled?: boolean;
}

const badAudio = (faults: Faults): Case => ({ faults, code: 'upstream_bad_audio' });

const QUEUE_CASES: Record<string, Case> = {
  'A job that fails midway': { faults: { end: { status: 'FAILED', afterChunks: CHUNKS } }, code: 'upstream_failed' },
  'A job cancelled by somebody else': {
    faults: { end: { status: 'CANCELLED', afterChunks: CHUNKS } },
    code: 'upstream_failed',
  },
  'An error message in the stream': { faults: { inBandErrorAfter: CHUNKS }, code: 'upstream_out_of_memory' },
  'A worker that stalls': {
    faults: { stall: { afterChunks: CHUNKS, ms: 60_000 } },
    code: 'chunk_timeout',
    cancelled: true,
  },
  'A chunk lost without a trace': { faults: { lose: [CHUNKS + 1], noOutput: true }, code: 'upstream_gap' },
  'A worker that starts over': { faults: { restartAfter: CHUNKS }, code: 'upstream_restarted', cancelled: true },
  'Later tokens that are too large': badAudio({ badTokens: { kind: 'too-large', from: CHUNKS + 1 } }),
  'A later embedding that is too short': badAudio({ badEmbedding: { kind: 'short', from: CHUNKS + 1 } }),
  'A later count that is wrong': badAudio({ wrongCount: { by: 2, from: CHUNKS + 1 } }),
  'A job that nobody knows any more': {
    faults: { http: [{ op: 'stream', status: 404, after: READS, times: 99 }] },
    code: 'upstream_not_found',
  },
};
const LB_CASES: Record<string, Case> = {
  'A connection that is cut': { faults: { lb: { fault: 'cut', afterChunks: CHUNKS } }, code: 'upstream_unreachable' },
  'A stream that ends too early': { faults: { lb: { fault: 'short', afterChunks: CHUNKS } }, code: 'upstream_gap' },
  'A page behind the tokens': {
    faults: { lb: { fault: 'edge-524', afterChunks: CHUNKS } },
    code: 'upstream_bad_reply',
  },
};

describe('a failure after the first sound', () => {
  let lane: Lane;
  let balanced: Pair;
  beforeAll(async () => {
    lane = await startLane({ sidecar: { ...LIMITS, ...PIECE } });
    const url = `${lane.running.url}/lb/echotts-lb`;
    const sidecar = await lane.sidecarWith({ ...LIMITS, ...PIECE, ECHOTTS_STREAMING_ENDPOINT: url });
    balanced = { sidecar, edge: await lane.edgeWith({ SIDECAR_URL: sidecar.url }) };
  });
  afterAll(() => lane.close());

  /** Listens to a stream that breaks, and holds what came against what should have. */
  async function expectBreak({ edge, sidecar }: Pair, endpoint: string, name: string, expected: Case) {
    const text = `${name}, when all has gone so well for such a long time that nobody expected it any more.`;
    const id = name.replaceAll(' ', '-');
    const faults = { pace: PACE, ...expected.faults };
    lane.running.emulator.addFaults({ endpoint, match: text, times: 1, faults });
    const heard = await listen(edge.url, { text, service: 'echotts' }, { 'x-request-id': id });
    expect([heard.status, heard.broken], heard.bytes.toString('latin1', 0, 300)).toEqual([200, true]);

    const [job, ...others] = await stoppedJobs(lane, text);
    expect(others, 'once it was heard, nobody else is asked').toEqual([]);
    if (expected.cancelled) expect(job?.cancelReceivedAt).toBeDefined();
    await eventually('both have logged', () => [edge, sidecar].every(({ logged }) => lineOf(logged, id) !== undefined));
    expect(lineOf(sidecar.logged, id)).toMatchObject({ outcome: 'failed', status: 200, code: expected.code });
    expect(lineOf(edge.logged, id)).toMatchObject({ outcome: 'failed', status: 200, code: 'sidecar_unreachable' });

    const clean = await listen(lane.sidecar.url, { text }, DIRECT);
    expect(heard.bytes.length % 2).toBe(0);
    expect(heard.bytes.length).toBeGreaterThan(CHUNK_BYTES);
    const came = job?.audio.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(heard.bytes.length).toBeLessThanOrEqual(came ?? 0);
    // The worker itself may have come to its end before its connection broke.
    expect(heard.bytes.length).toBeLessThan(clean.bytes.length);
    expect(likeness(samplesOf(heard.bytes), samplesOf(clean.bytes)), 'nothing but the right sound').toBeGreaterThan(
      ALIKE,
    );
  }

  it.concurrent.each(Object.entries(QUEUE_CASES))('breaks the stream: %s', async (name, expected) => {
    await expectBreak(lane, 'echotts', name, expected);
  });

  it.concurrent.each(Object.entries(LB_CASES))('breaks the stream: %s', async (name, expected) => {
    await expectBreak(balanced, 'echotts-lb', name, expected);
  });
});
