import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../packages/text/test/random-text.ts';
import { type ListenerFront, startListenerFront } from '../../../scripts/edge/listener-front.ts';
import { residentBytes, workerdPids } from '../../../workers/test/e2e/harness/child-memory.ts';
import { eventually } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { leavingListener } from './harness/leaving-listener.ts';
import { processState, REPORTING } from './harness/process-state.ts';
import { pick, randomLeaver, STAGES } from './harness/random-leaver.ts';
import type { ProcessState } from './harness/report-process.ts';
import { whenReadySays } from './harness/when-ready-says.ts';

const LISTENERS = 1_000;
/** More than may speak, so that there is always a line. */
const AT_ONCE = 60;
const SEED = 4_173;

/** What a heap may grow by in the second half, in bytes: 8 kB a listener, each of whom wants 230 kB. */
const HEAP_SLACK = 4_000_000;
/** The same for all of workerd, which has no reason to collect garbage yet: 50 MB were measured, and less with every further batch. */
const EDGE_SLACK = 100_000_000;
/** A sentence takes a tenth of a second; with threads at work for nobody it would take seconds. */
const QUICK_MS = 1_000;

describe(`${LISTENERS} listeners who leave at random moments (seed ${SEED})`, () => {
  let lane: Lane;
  let front: ListenerFront;
  let whole: Buffer;
  /** Before anybody came, and when half of them have left. */
  let fresh: ProcessState;
  let linesBefore: number;
  let half: { sidecar: ProcessState; edgeBytes: number };
  const random = seededRandom(SEED);
  const text = 'A listener who stays to the end.';

  beforeAll(async () => {
    lane = await startLane({ apart: true, sidecar: { ...REPORTING, MAX_STREAMS: '40', MAX_QUEUE: '200' } });
    front = await startListenerFront('127.0.0.1', 0, Number(new URL(lane.url).port));
    for (const [stage, faults] of Object.entries(STAGES)) {
      lane.running.emulator.addFaults({ endpoint: 'echotts', match: `${stage} job`, faults });
    }
    fresh = await processState(lane.sidecar);
    linesBefore = lane.sidecar.logged.length;
    whole = (await listen(lane.url, { service: 'echotts', text })).bytes;
    await leaveAll(LISTENERS / 2);
    half = { sidecar: await processState(lane.sidecar), edgeBytes: await edgeBytes() };
    await leaveAll(LISTENERS / 2);
  });
  afterAll(async () => {
    await front?.close();
    await lane?.close();
  });

  const statuses = () => lane.running.emulator.jobs().map(({ status }) => status);
  const edgeBytes = async () => residentBytes((await workerdPids())[0] ?? 0);

  async function leaveAll(count: number): Promise<void> {
    let left = count;
    const oneAfterTheOther = async () => {
      while (left-- > 0) await leave(left);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
    await whenReadySays(lane.sidecar.url, ({ streams }) => streams.active === 0 && streams.waiting === 0);
  }

  /** By the edge, by a front before it that notices a close as in production, or straight from the sidecar. */
  function leave(number: number): Promise<number> {
    const { json, how, moment } = randomLeaver(random, number);
    const fronted = `http://127.0.0.1:${front.port}`;
    const url = pick(random, [lane.url, fronted, fronted, lane.sidecar.url]);
    return leavingListener(url, { json, headers: url === lane.sidecar.url ? DIRECT : {} }, how, moment);
  }

  it('leave no job at work: those that were made are cancelled or complete', async () => {
    await eventually('no job is left at work', () => statuses().every((status) => !status.startsWith('IN_')));
    expect(new Set(statuses())).toEqual(new Set(['CANCELLED', 'COMPLETED']));
    const cancelled = statuses().filter((status) => status === 'CANCELLED').length;
    // Whoever leaves while tokens are being decoded leaves a job behind that is complete.
    expect(cancelled).toBeGreaterThan(LISTENERS / 20);
    expect(statuses().length).toBeLessThan(LISTENERS * 0.9);
  });

  it('are no failure in either log', () => {
    const lines = [...lane.sidecar.logged, ...lane.edge.logged].filter((line) => line.includes('"event":"request"'));
    const outcomes = new Set(lines.map((line) => JSON.parse(line).outcome));
    expect(outcomes).toEqual(new Set(['done', 'cancelled']));
    const complaints = lane.sidecar.logged
      .slice(linesBefore)
      .filter((line) => !line.startsWith('{"event":') && !line.includes('"event":"request"'));
    expect(complaints).toEqual([]);
  });

  it('leave no stream behind that is counted, and nothing that is held', async () => {
    const metrics = await ask(lane.sidecar.url, { method: 'GET', path: '/metrics', headers: DIRECT });
    const counts = (await metrics.hear()).bytes.toString().match(/^voxlane_streams(_waiting)? \d+$/gm);
    expect(counts).toEqual(['voxlane_streams 0', 'voxlane_streams_waiting 0']);
    // Connections that are kept for a next request go a few seconds later.
    const held = async () => (await processState(lane.sidecar)).resources;
    for (let look = 0; look < 60 && 'TCPSocketWrap' in (await held()); look++) await sleep(200);
    expect(await held()).toEqual(fresh.resources);
  });

  it(`leave the sidecar's heap as it was, within ${HEAP_SLACK / 1e6} MB`, async () => {
    const { heapBytes } = await processState(lane.sidecar);
    expect(heapBytes - half.sidecar.heapBytes).toBeLessThan(HEAP_SLACK);
    expect(heapBytes - fresh.heapBytes).toBeLessThan(2 * HEAP_SLACK);
  });

  it(`leave the edge's memory as it was, within ${EDGE_SLACK / 1e6} MB`, async () => {
    expect((await edgeBytes()) - half.edgeBytes).toBeLessThan(EDGE_SLACK);
  });

  it('leave everything to one who stays', async () => {
    const began = performance.now();
    const heard = await listen(lane.url, { service: 'echotts', text });
    expect(performance.now() - began).toBeLessThan(QUICK_MS);
    expect(heard.bytes.equals(whole)).toBe(true);
  });
});
