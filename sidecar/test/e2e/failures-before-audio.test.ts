import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { eventually, stoppedJobs } from '../../../workers/test/e2e/harness/jobs.ts';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { eventsIn } from '../../../workers/test/e2e/harness/sse-text.ts';
import { type Expected, LB_CASES, QUEUE_CASES } from './harness/failures-before-audio.ts';
import { type Lane, startLane } from './harness/lane.ts';
import type { LaneSidecar } from './harness/lane-sidecar.ts';
import { lineOf } from './harness/line-of.ts';

/** Limits short enough for a test, and long enough for a busy machine. */
const LIMITS = { TIMEOUT_MS: '1500', QUEUE_TIMEOUT_MS: '1500' };

/** An edge and the sidecar behind it. */
type Pair = Record<'edge' | 'sidecar', BuiltEdge | LaneSidecar>;

describe('a failure before the first sound', () => {
  let lane: Lane;
  let balanced: Pair;
  beforeAll(async () => {
    lane = await startLane({ sidecar: LIMITS });
    const url = `${lane.running.url}/lb/echotts-lb`;
    const sidecar = await lane.sidecarWith({ ...LIMITS, ECHOTTS_STREAMING_ENDPOINT: url });
    balanced = { sidecar, edge: await lane.edgeWith({ SIDECAR_URL: sidecar.url }) };
  });
  afterAll(() => lane.close());

  /** Has the fault met, and holds answer, log lines and jobs against what they should be. */
  async function expectProblem({ edge, sidecar }: Pair, name: string, expected: Expected): Promise<void> {
    const { status, code, says, retryAfter, jobs: made, cancelled } = expected;
    const id = name.replaceAll(' ', '-');
    const heard = await listen(edge.url, { text: `${name}.`, service: 'echotts' }, { 'x-request-id': id });
    const body = JSON.parse(heard.bytes.toString());
    expect({ status: heard.status, ...body }).toMatchObject({ status, code, tier: 'middleware', requestId: id });
    expect(body.error).toMatch(says);
    expect(heard.broken).toBe(false);
    expect(heard.headers['content-type']).toBe('application/json');
    expect(heard.headers['retry-after']).toBe(retryAfter);

    const jobs = await stoppedJobs(lane, name);
    expect(jobs.length).toBe(made);
    const stopped = jobs.filter((job) => job.cancelReceivedAt !== undefined).length;
    expect(stopped).toBe(cancelled ?? stopped);
    await eventually('both have logged', () => [edge, sidecar].every(({ logged }) => lineOf(logged, id) !== undefined));
    const [line, behind] = [lineOf(edge.logged, id), lineOf(sidecar.logged, id)];
    for (const each of [line, behind]) expect(each).toMatchObject({ status, code });
    expect(line?.jobs, 'the edge knows them too').toEqual(behind?.jobs);
    expect(line?.jobs).toHaveLength(made);
  }

  it.concurrent.each(Object.entries(QUEUE_CASES))('is an answer in JSON: %s', async (name, [faults, expected]) => {
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: `${name}.`, faults });
    await expectProblem(lane, name, expected);
  });

  it.concurrent.each(Object.entries(LB_CASES))('is an answer in JSON: %s', async (name, [faults, expected]) => {
    lane.running.emulator.addFaults({ endpoint: 'echotts-lb', match: `${name}.`, faults });
    await expectProblem(balanced, name, expected);
  });

  it('is an event where events were asked for, with the code and the id, and no clean end', async () => {
    const text = 'Nothing but an event.';
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: text, faults: { end: { status: 'FAILED' } } });
    const json = { text, service: 'echotts', stream_format: 'sse' };
    const heard = await listen(lane.url, json, { 'x-request-id': 'my-own-id' });
    expect([heard.status, heard.broken]).toEqual([200, true]);
    const [event, ...others] = eventsIn(heard.bytes.toString());
    expect(others).toEqual([]);
    expect(event?.data).toMatchObject({
      type: 'speech.audio.error',
      error: expect.stringContaining('CUDA error'),
      code: 'upstream_failed',
      tier: 'middleware',
      requestId: 'my-own-id',
    });
  });
});
