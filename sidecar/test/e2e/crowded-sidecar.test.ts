import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, jobsAbout, stoppedJobs } from '../../../workers/test/e2e/harness/jobs.ts';
import { type Answer, ask, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { rawListener } from '../../../workers/test/e2e/harness/raw-listener.ts';
import { audioOf, eventsIn } from '../../../workers/test/e2e/harness/sse-text.ts';
import { expectRefusal } from './harness/expect-refusal.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { SLOW_GPU } from './harness/slow-gpu.ts';
import { whenReadySays } from './harness/when-ready-says.ts';

/** Far less than a place takes to become free. */
const AT_ONCE_MS = 1_000;

describe('a sidecar with more listeners than it may serve', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane();
  });
  afterAll(() => lane?.close());

  /** Two places and two in line, and an edge before them. */
  async function smallLane() {
    const sidecar = await lane.sidecarWith({ MAX_STREAMS: '2', MAX_QUEUE: '2' });
    const edge = await lane.edgeWith({ SIDECAR_URL: sidecar.url });
    const count = (active: number, waiting: number) =>
      whenReadySays(sidecar.url, ({ streams }) => streams.active === active && streams.waiting === waiting);
    return { sidecar, edge, count };
  }

  const undisturbed = async (text: string) => (await listen(lane.url, { service: 'echotts', text })).bytes;
  const slowly = (match: string) => lane.running.emulator.addFaults({ endpoint: 'echotts', match, faults: SLOW_GPU });
  const begunAt = (text: string) => jobsAbout(lane, text).at(-1)?.history[0]?.at ?? Number.NaN;
  const endedAt = (text: string) => jobsAbout(lane, text).at(-1)?.handlerStoppedAt ?? Number.NaN;

  it.concurrent('speaks to two, then to two in line in their order, and sends a fifth away at once', async () => {
    const { sidecar, edge, count } = await smallLane();
    const texts = ['First', 'Second', 'Third', 'Fourth'].map(
      (name) => `${name} in line, with a sentence of some length.`,
    );
    const whole = await Promise.all(texts.map(undisturbed));
    slowly('in line, with');
    const heard: Promise<Awaited<ReturnType<typeof listen>>>[] = [];
    for (const [place, text] of texts.entries()) {
      heard.push(listen(edge.url, { service: 'echotts', text }));
      await count(Math.min(2, place + 1), Math.max(0, place - 1));
    }

    const began = performance.now();
    const fifth = { service: 'echotts', text: 'One too many.' };
    for (const json of [fifth, { ...fifth, stream_format: 'sse' }]) {
      await expectRefusal(await ask(edge.url, { json }));
      await expectRefusal(await ask(sidecar.url, { json, headers: DIRECT }));
    }
    expect(performance.now() - began).toBeLessThan(AT_ONCE_MS);

    for (const [place, { status, broken, bytes }] of (await Promise.all(heard)).entries()) {
      expect({ status, broken }, texts[place]).toEqual({ status: 200, broken: false });
      expect(bytes.equals(whole[place] ?? Buffer.alloc(0)), texts[place]).toBe(true);
    }
    expect(jobsAbout(lane, fifth.text)).toEqual([]);
    const [first, second, third, fourth] = texts as [string, string, string, string];
    expect(begunAt(third)).toBeGreaterThan(Math.min(endedAt(first), endedAt(second)));
    expect(begunAt(fourth)).toBeGreaterThan(begunAt(third));
    await count(0, 0);
  });

  it.concurrent('lets somebody else into the line for one who left it, for whom no job was made', async () => {
    const { sidecar, edge, count } = await smallLane();
    const text = 'Two of these take every place there is, for now.';
    const whole = await undisturbed(text);
    slowly(text);
    const speaking = [edge.url, edge.url].map((url) => listen(url, { service: 'echotts', text }));
    await count(2, 0);
    const byEdge = await rawListener(edge.url, { service: 'echotts', text: 'Impatient by the edge.' });
    const past = ask(sidecar.url, {
      json: { text: 'Impatient past the edge.', stream_format: 'sse' },
      headers: DIRECT,
    });
    await count(2, 2);
    byEdge.resetAndDestroy();
    await count(2, 1);
    (await past).message.destroy();
    await count(2, 0);

    const patient = [edge.url, edge.url].map((url) => listen(url, { service: 'echotts', text: 'A patient one.' }));
    const heard = await Promise.all([...speaking, ...patient]);
    expect(heard.map(({ status, broken }) => ({ status, broken }))).toEqual(
      heard.map(() => ({ status: 200, broken: false })),
    );
    for (const { bytes } of heard.slice(0, 2)) expect(bytes.equals(whole)).toBe(true);
    expect(jobsAbout(lane, 'Impatient')).toEqual([]);
    await count(0, 0);
  });

  it.concurrent('shows those who wait for events that it lives, every ten seconds', async () => {
    const { sidecar, edge, count } = await smallLane();
    const blocking = 'Nobody ever says this.';
    const waiting = 'At last.';
    const whole = await undisturbed(waiting);
    lane.running.emulator.addFaults({ endpoint: 'echotts', match: blocking, faults: { stayQueued: true } });
    const blockers = await Promise.all([1, 2].map(() => rawListener(edge.url, { service: 'echotts', text: blocking })));
    await count(2, 0);
    const json = { service: 'echotts', text: waiting, stream_format: 'sse' };
    const answers = await Promise.all([ask(edge.url, { json }), ask(sidecar.url, { json, headers: DIRECT })]);
    const waiters = answers.map(inText);
    await count(2, 2);
    await eventually('both have a sign of life', () => waiters.every(({ said }) => said() === ': keep-alive\n\n'));
    for (const blocker of blockers) blocker.resetAndDestroy();
    for (const { ended, said } of waiters) {
      expect((await ended).broken).toBe(false);
      expect(audioOf(eventsIn(said())).equals(whole)).toBe(true);
    }
    expect((await stoppedJobs(lane, blocking)).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
  });
});

/** Listens, and tells what there was so far. */
function inText(answer: Answer) {
  let text = '';
  const ended = answer.hear((piece) => {
    text += piece;
  });
  return { ended, said: () => text };
}
