import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { directAudio } from '../../../workers/test/e2e/harness/direct-audio.ts';
import { jobsAbout, stoppedJobs } from '../../../workers/test/e2e/harness/jobs.ts';
import { type Answer, ask, jsonOf, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { audioOf, eventsIn } from '../../../workers/test/e2e/harness/sse-text.ts';
import { exitOf } from './harness/exit-of.ts';
import { expectRefusal } from './harness/expect-refusal.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import type { LaneSidecar } from './harness/lane-sidecar.ts';
import { listens } from './harness/loading-sidecar.ts';
import { sidecarAgain } from './harness/sidecar-again.ts';
import { SLOW_GPU } from './harness/slow-gpu.ts';
import { whenReadySays } from './harness/when-ready-says.ts';

const TEXT = 'They finish what they have begun to say, each to the end.';
const NEW = 'Too late for this one.';
/** More than an end at once takes on a busy machine, and far less than the drain that it cuts short. */
const AT_ONCE_MS = 3_000;

describe('a sidecar that is told to end', () => {
  let lane: Lane;
  let sidecar: LaneSidecar;
  /** One of the two edges has somebody else to ask. */
  let backed: BuiltEdge;
  let whole: Buffer;
  beforeAll(async () => {
    lane = await startLane({ apart: true });
    sidecar = lane.sidecar;
    backed = await lane.edgeWith({ FALLBACKS: 'echotts:vibevoice' });
    whole = (await listen(lane.url, { service: 'echotts', text: TEXT })).bytes;
  });
  afterAll(async () => {
    await sidecar?.close();
    await lane?.close();
  });

  async function restart(settings: Readonly<Record<string, string>>) {
    await sidecar.close();
    sidecar = await sidecarAgain(lane, lane.sidecar.url, settings);
  }

  /** Three listeners who have heard something and hear on: by the edge, by the edge as events, and past it. */
  async function threeListeners() {
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: TEXT, faults: SLOW_GPU, times: 3 });
    const json = { service: 'echotts', text: TEXT };
    const sse = { ...json, stream_format: 'sse' };
    const calls = [ask(lane.url, { json }), ask(lane.url, { json: sse }), ask(sidecar.url, { json, headers: DIRECT })];
    const jobs = jobsAbout(lane, TEXT).length + calls.length;
    const hearing = (await Promise.all(calls)).map(begin);
    await Promise.all(hearing.map(({ begun }) => begun));
    const ended = () => Promise.all(hearing.map(({ heard }) => heard));
    return { ended, jobs: async () => (await stoppedJobs(lane, TEXT)).slice(jobs - calls.length) };
  }

  it('finishes what it speaks, takes nothing new, and ends with 0', async () => {
    await restart({ MAX_STREAMS: '3' });
    const { ended, jobs } = await threeListeners();
    const waiting = ask(sidecar.url, { json: { text: NEW }, headers: DIRECT });
    await whenReadySays(sidecar.url, ({ streams }) => streams.active === 3 && streams.waiting === 1);
    sidecar.child?.kill('SIGTERM');

    await expectRefusal(await waiting);
    await expectRefusal(await ask(sidecar.url, { json: { text: NEW }, headers: DIRECT }));
    await expectRefusal(await ask(sidecar.url, { json: { text: NEW, stream_format: 'sse' }, headers: DIRECT }));
    await expectRefusal(await ask(lane.url, { json: { service: 'echotts', text: NEW } }));
    const ready = await ask(sidecar.url, { method: 'GET', path: '/ready' });
    expect([ready.status, (await jsonOf(ready)).error]).toEqual([503, 'This sidecar is shutting down']);
    const stoodIn = await listen(backed.url, { service: 'echotts', text: NEW });
    expect(stoodIn.bytes.equals(await directAudio(lane.running, 'vibevoice', { text: NEW }))).toBe(true);

    const [audio, sse, direct] = await ended();
    expect([audio, sse, direct].map((heard) => heard?.broken)).toEqual([false, false, false]);
    expect(audio?.bytes.equals(whole)).toBe(true);
    expect(audioOf(eventsIn(String(sse?.bytes))).equals(whole)).toBe(true);
    expect(direct?.bytes.equals(whole)).toBe(true);
    expect((await jobs()).map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
    expect(await exitOf(sidecar.child)).toBe(0);
    expect(await listens(sidecar.url)).toBe(false);
  });

  it.for([
    ['when DRAIN_TIMEOUT_MS is over', { DRAIN_TIMEOUT_MS: '300' }, 1],
    ['when it is told twice', { DRAIN_TIMEOUT_MS: '60000' }, 2],
  ] as const)('cuts what it speaks %s, cancels the jobs, and ends with 0', async ([_when, settings, times]) => {
    await restart(settings);
    const { ended, jobs } = await threeListeners();
    const began = performance.now();
    sidecar.child?.kill('SIGTERM');
    if (times === 2) {
      // Signals that are not handled yet count once.
      await whenReadySays(sidecar.url, ({ status }) => status === 503);
      sidecar.child?.kill('SIGTERM');
    }
    expect((await ended()).map(({ broken }) => broken)).toEqual([true, true, true]);
    expect(await exitOf(sidecar.child)).toBe(0);
    expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);
    expect((await jobs()).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(await listens(sidecar.url)).toBe(false);
  });
});

/** Begins to listen: when there is sound, and what there was of it in the end. */
function begin(answer: Answer) {
  const begun = Promise.withResolvers<void>();
  return { begun: begun.promise, heard: answer.hear(() => begun.resolve()) };
}
