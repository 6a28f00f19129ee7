import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltEdge } from '../../../scripts/edge/built-edge.ts';
import { directAudio } from '../../../workers/test/e2e/harness/direct-audio.ts';
import { eventually } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { type Lane, startLane } from './harness/lane.ts';
import type { LaneSidecar } from './harness/lane-sidecar.ts';
import { sidecarAgain } from './harness/sidecar-again.ts';
import { SLOW_GPU } from './harness/slow-gpu.ts';

const TEXT = 'Somebody pulls the plug in the middle of this sentence.';
/** An edge that asks a port where nobody listens knows at once; this is for its second try, and a busy machine. */
const SOON_MS = 2_500;

describe('a sidecar that is killed', () => {
  let lane: Lane;
  let sidecar: LaneSidecar;
  /** One of the two edges has somebody else to ask. */
  let backed: BuiltEdge;
  let whole: Buffer;
  beforeAll(async () => {
    lane = await startLane({ apart: true });
    sidecar = lane.sidecar;
    backed = await lane.edgeWith({ FALLBACKS: 'echotts:vibevoice' });
    whole = (await speech(lane.url)).bytes;
  });
  afterAll(async () => {
    await sidecar?.close();
    await lane?.close();
  });

  const speech = (url: string) => listen(url, { service: 'echotts', text: TEXT });
  /** Leaves both edges with connections that they keep for a next request. */
  const useBothEdges = () => Promise.all([lane.url, backed.url, lane.url, backed.url, lane.url].map(speech));
  const restart = async () => {
    sidecar = await sidecarAgain(lane, lane.sidecar.url);
  };

  async function soon<T>(work: Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work;
    expect(performance.now() - began).toBeLessThan(SOON_MS);
    return result;
  }

  it('breaks the stream of its listener, who has the beginning of it, and asks nobody else', async () => {
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: TEXT, faults: SLOW_GPU, times: 1 });
    const headers = { 'x-request-id': 'plug-pulled' };
    const answer = await ask(backed.url, { json: { service: 'echotts', text: TEXT }, headers });
    let bytes = 0;
    const hearing = answer.hear((piece) => {
      bytes += piece.length;
    });
    await eventually('the listener hears something', () => bytes > 10_000);
    await sidecar.close();
    const heard = await hearing;
    expect(heard.broken).toBe(true);
    expect(heard.bytes.length).toBeLessThan(whole.length);
    expect(heard.bytes.equals(whole.subarray(0, heard.bytes.length))).toBe(true);
    const line = () => backed.logged.find((each) => each.includes('"plug-pulled"'));
    await eventually('the edge has a line of it', () => line() !== undefined);
    expect(JSON.parse(line() ?? '')).toMatchObject({ outcome: 'failed', code: 'sidecar_unreachable' });
    expect(lane.running.emulator.jobs().filter(({ endpoint }) => endpoint === 'vibevoice')).toEqual([]);
  });

  it('is stood in for by the fallback, with sound, soon', async () => {
    await sidecar.close();
    const heard = await soon(speech(backed.url));
    expect(heard).toMatchObject({ status: 200, broken: false });
    expect(heard.bytes.equals(await directAudio(lane.running, 'vibevoice', { text: TEXT }))).toBe(true);
  });

  it('is told of as 502 where there is no fallback, soon', async () => {
    await sidecar.close();
    const { status, headers, bytes, broken } = await soon(speech(lane.url));
    expect({ status, type: headers['content-type'], broken }).toEqual({
      status: 502,
      type: 'application/json',
      broken: false,
    });
    expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'sidecar_unreachable' });
  });

  it('speaks again for edges that have seen it away, as soon as it is back', async () => {
    await sidecar.close();
    await useBothEdges();
    await restart();
    for (const heard of await useBothEdges()) {
      expect(heard.status).toBe(200);
      expect(heard.bytes.equals(whole)).toBe(true);
    }
  });

  it('speaks again for edges that still have connections to the one before', async () => {
    await useBothEdges();
    await sidecar.close();
    await restart();
    for (const heard of await useBothEdges()) {
      expect(heard.status).toBe(200);
      expect(heard.bytes.equals(whole)).toBe(true);
    }
  });
});
