import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from '../../../workers/test/e2e/harness/direct-audio.ts';
import { eventually, stoppedJobs } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, jsonOf, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { rawListener, received } from '../../../workers/test/e2e/harness/raw-listener.ts';
import { type Lane, startLane } from './harness/lane.ts';
import { SLOW_GPU } from './harness/slow-gpu.ts';
import { startStuckServer } from './harness/stuck-server.ts';

const TIMEOUT_MS = 400;
const CHUNK_TIMEOUT_MS = 500;
const LIMITS = { TIMEOUT_MS: `${TIMEOUT_MS}`, CHUNK_TIMEOUT_MS: `${CHUNK_TIMEOUT_MS}` };
/** Silence for this long, and then as long again for a look at its health, is what an edge takes for a hang. */
const HANG_MS = 2 * TIMEOUT_MS;
/** What a busy machine, and the pause before a second try, may add. */
const SLACK_MS = 1_500;

describe('a sidecar that takes calls and never answers', () => {
  let lane: Lane;
  let stuck: Awaited<ReturnType<typeof startStuckServer>>;
  beforeAll(async () => {
    stuck = await startStuckServer();
    lane = await startLane({ settings: { ...LIMITS, SIDECAR_URL: stuck.url, MAX_ATTEMPTS: '1' } });
  });
  afterAll(async () => {
    await lane?.close();
    await stuck?.close();
  });

  it('is found out by a look at its health, and told of as 502', async () => {
    const began = performance.now();
    const answer = await ask(lane.url, { json: { service: 'echotts', text: 'Is anybody there?' } });
    const tookMs = performance.now() - began;
    expect(answer.status).toBe(502);
    expect(await jsonOf(answer)).toMatchObject({ code: 'sidecar_unreachable' });
    expect(tookMs).toBeGreaterThan(HANG_MS * 0.9);
    expect(tookMs).toBeLessThan(HANG_MS + SLACK_MS);
    expect(stuck.asked).toEqual(['POST /api/tts/stream HTTP/1.1', 'GET /health HTTP/1.1']);
    await eventually('the edge holds no connection to it', () => stuck.open === 0);
  });

  it('is stood in for by the fallback', async () => {
    const text = 'Then somebody else.';
    const backed = await lane.edgeWith({ ...LIMITS, SIDECAR_URL: stuck.url, FALLBACKS: 'echotts:vibevoice' });
    const began = performance.now();
    const heard = await listen(backed.url, { service: 'echotts', text });
    // Once more, since a sidecar that could not be reached is worth another try.
    expect(performance.now() - began).toBeLessThan(2 * HANG_MS + SLACK_MS);
    expect(heard.status).toBe(200);
    expect(heard.bytes.equals(await directAudio(lane.running, 'vibevoice', { text }))).toBe(true);
  });
});

describe('a sidecar that stops in the middle of a stream', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ apart: true, settings: LIMITS });
  });
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => lane.sidecar.child?.kill(name);
  afterEach(() => void signal('SIGCONT'));
  afterAll(() => lane?.close());

  function slowly(text: string) {
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: text, faults: SLOW_GPU, times: 1 });
    return { service: 'echotts', text };
  }

  it('breaks the stream when it has been silent for too long, and serves again when it goes on', async () => {
    const text = 'It holds its breath in the middle of a sentence, for good.';
    const answer = await ask(lane.url, { json: slowly(text), headers: { 'x-request-id': 'breathless' } });
    let bytes = 0;
    const hearing = answer.hear((piece) => {
      bytes += piece.length;
    });
    await eventually('the listener hears something', () => bytes > 10_000);
    signal('SIGSTOP');
    const began = performance.now();
    const heard = await hearing;
    expect(heard.broken).toBe(true);
    expect(performance.now() - began).toBeLessThan(CHUNK_TIMEOUT_MS + TIMEOUT_MS + SLACK_MS);
    const line = () => lane.edge.logged.find((each) => each.includes('"breathless"'));
    await eventually('the edge has a line of it', () => line() !== undefined);
    expect(JSON.parse(line() ?? '')).toMatchObject({ outcome: 'failed', code: 'chunk_timeout' });

    signal('SIGCONT');
    const again = await listen(lane.url, { service: 'echotts', text });
    expect(again).toMatchObject({ status: 200, broken: false });
    expect(again.bytes.subarray(0, heard.bytes.length).equals(heard.bytes)).toBe(true);
    const [broken, whole] = await stoppedJobs(lane, text);
    expect([broken?.status, whole?.status]).toEqual(['CANCELLED', 'COMPLETED']);
  });

  it.each(['resetAndDestroy', 'destroy'] as const)(
    'cancels the job of a listener who left meanwhile by %s, when it goes on',
    async (how) => {
      const text = `Nobody waits for the end of this after a ${how}.`;
      const socket = await rawListener(lane.url, slowly(text));
      await received(socket, 10_000);
      signal('SIGSTOP');
      socket[how]();
      await eventually('the edge has noticed', () => lane.edge.logged.some((each) => each.includes('"client_closed"')));
      signal('SIGCONT');
      const jobs = await stoppedJobs(lane, text);
      expect(jobs.map(({ status }) => status)).toEqual(['CANCELLED']);
    },
  );
});
