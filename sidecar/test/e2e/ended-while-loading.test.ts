import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, jsonOf } from '../../../workers/test/e2e/harness/listener.ts';
import { exitOf } from './harness/exit-of.ts';
import { type Lane, sidecarSettings, startLane } from './harness/lane.ts';
import { listens, loadingSidecar } from './harness/loading-sidecar.ts';
import { type StuckServer, startStuckServer } from './harness/stuck-server.ts';

/** Longest that a thread in the middle of native code is waited for, on a busy machine. */
const SOON_MS = 5_000;

describe('a sidecar that is told to end while its model is being loaded', () => {
  let lane: Lane;
  let hub: StuckServer;
  let folder: string;
  beforeAll(async () => {
    hub = await startStuckServer();
    folder = await mkdtemp(join(tmpdir(), 'voxlane-loading-'));
    // Its place is taken by those that a test starts.
    lane = await startLane({ apart: true, settings: { MAX_ATTEMPTS: '1' } });
    await lane.sidecar.close();
  });
  afterAll(async () => {
    await lane?.close();
    await hub?.close();
    await rm(folder, { recursive: true });
  });

  const start = (settings: Readonly<Record<string, string>>) =>
    loadingSidecar(lane.sidecar.url, { ...sidecarSettings(lane.running.url), ...settings });

  it('gives up a download, and has turned speech away until then', async () => {
    const child = await start({ LINACODEC_MODEL: 'somebody/a-voice', HF_ENDPOINT: hub.url, HF_HOME: folder });
    const refused = await ask(lane.url, { json: { service: 'echotts', text: 'Too early.' } });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } });
    expect(await jsonOf(refused)).toMatchObject({ code: 'overloaded', error: expect.stringContaining('being loaded') });
    expect(hub.asked.length).toBeGreaterThan(0);
    const began = performance.now();
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    expect(await listens(lane.sidecar.url)).toBe(false);
  });

  it.each([0, 100, 250])('ends with 0 after %i ms of building a model', async (ms) => {
    const child = await start({ LINACODEC_CACHE: join(folder, `built-${ms}`) });
    await sleep(ms);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });
});
