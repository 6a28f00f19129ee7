import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask } from '../../../workers/test/e2e/harness/listener.ts';
import { exitOf } from './harness/exit-of.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import type { LaneSidecar } from './harness/lane-sidecar.ts';
import { sidecarAgain } from './harness/sidecar-again.ts';

const LISTENERS = 3;

describe('a sidecar that ends before anything is heard', () => {
  let lane: Lane;
  let sidecar: LaneSidecar | undefined;
  beforeAll(async () => {
    lane = await startLane({ apart: true });
    await lane.sidecar.close();
  });
  afterAll(async () => {
    await sidecar?.close();
    await lane?.close();
  });

  it.each([
    ['no worker has taken', {}],
    ['RunPod itself does not know yet', { notFoundMs: 1_000 }],
  ])('has cancelled the jobs that %s when its process is gone', async (what, fault) => {
    const text = `Of this nothing is heard: ${what}.`;
    const faults = { ...fault, stayQueued: true };
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: text, faults, times: LISTENERS });
    sidecar = await sidecarAgain(lane, lane.sidecar.url, { DRAIN_TIMEOUT_MS: '0' });
    const { url } = sidecar;
    const calls = Array.from({ length: LISTENERS }, () => ask(url, { json: { text }, headers: DIRECT }));
    const cut = Promise.all(calls.map((call) => expect(call).rejects.toThrow()));
    const states = () => jobsAbout(lane, text).map((job) => job.status);
    await eventually('all jobs are there', () => states().length === LISTENERS);
    sidecar.child?.kill('SIGTERM');
    await cut;
    expect(await exitOf(sidecar.child)).toBe(0);
    expect(states()).toEqual(Array.from({ length: LISTENERS }, () => 'CANCELLED'));
  });
});
