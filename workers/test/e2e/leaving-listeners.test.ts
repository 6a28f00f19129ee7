import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startListenerFront } from '../../../scripts/edge/listener-front.ts';
import { eventually, jobsAbout, stoppedJobs } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { rawListener, received } from './harness/raw-listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** So slow that no job ends by itself within a test. */
const SLOW = { pace: { msPerChunk: 300 } };

/** Sentences enough for a dozen pieces. */
const LONG = 'and a sentence of middling length follows it here. '.repeat(12);

const HOW = ['destroy', 'resetAndDestroy'] as const;
const FRAMINGS = ['audio', 'sse'] as const;

describe('a listener who leaves', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  async function expectAllCancelled(text: string, atLeast = 1) {
    const jobs = await stoppedJobs(system, text);
    expect(jobs.length).toBeGreaterThanOrEqual(atLeast);
    expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'CANCELLED'));
    expect(jobs.map(({ cancelReceivedAt }) => cancelReceivedAt)).not.toContain(undefined);
  }

  it.concurrent.for(HOW.flatMap((how) => FRAMINGS.map((framing) => [how, framing] as const)))(
    'in the middle by %s, from a stream of %s, cancels the job',
    async ([how, framing]) => {
      const text = `In the middle by ${how} of ${framing}.`;
      system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: SLOW });
      const socket = await rawListener(system.url, { text, stream_format: framing });
      await received(socket, 12_000);
      socket[how]();
      await expectAllCancelled(text);
    },
  );

  // A plain close (FIN) before the first byte is not told to a Worker by workerd on its own: the job of raw audio then
  // waits for its own end, that of events for the next keep-alive. A proxy before it, as in production, can tell.
  it.concurrent.for(FRAMINGS)(
    'by a close behind a front while the job is queued, asking for %s, cancels it',
    async (framing) => {
      const text = `Closed in the queue for ${framing}.`;
      system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { stayQueued: true } });
      const { hostname, port } = new URL(system.url);
      const front = await startListenerFront(hostname, 0, Number(port));
      try {
        const socket = await rawListener(`http://${hostname}:${front.port}`, { text, stream_format: framing });
        await eventually('a job is in the queue', () => jobsAbout(system, text).length === 1);
        socket.end();
        await expectAllCancelled(text);
      } finally {
        await front.close();
      }
    },
  );

  it.concurrent.for(FRAMINGS)('by a reset while the job is queued, asking for %s, cancels it', async (framing) => {
    const text = `Queued for ${framing}.`;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { stayQueued: true } });
    const socket = await rawListener(system.url, { text, stream_format: framing });
    await eventually('a job is in the queue', () => jobsAbout(system, text).length === 1);
    socket.resetAndDestroy();
    await expectAllCancelled(text);
  });

  it.concurrent('while a worker has the job and no audio yet cancels it', async () => {
    const text = 'A worker that thinks for long.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { stall: { ms: 60_000 } } });
    const socket = await rawListener(system.url, { text });
    await eventually('a worker has it', () => jobsAbout(system, text)[0]?.status === 'IN_PROGRESS');
    socket.resetAndDestroy();
    await expectAllCancelled(text);
  });

  it.concurrent('cancels the pieces of a long text that are under way ahead as well', async () => {
    const name = 'A long text begins';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: 'middling', faults: SLOW });
    const socket = await rawListener(system.url, { text: `${name}, ${LONG}` });
    await received(socket, 12_000);
    await eventually('pieces are under way ahead', () => jobsAbout(system, 'middling').length >= 3);
    socket.destroy();
    await expectAllCancelled('middling', 3);
  });

  it.concurrent('of a load-balancing endpoint closes the connection to the worker', async () => {
    const text = 'The connection is the job.';
    const edge = await system.edgeWith({ VIBEVOICE_ENDPOINT: `${system.running.url}/lb/vibevoice-lb` });
    system.running.emulator.addFaults({ endpoint: 'vibevoice-lb', match: text, faults: SLOW });
    const socket = await rawListener(edge.url, { text });
    await received(socket, 12_000);
    socket.destroy();
    await expectAllCancelled(text);
  });

  it('is no failure in the log', async () => {
    const text = 'Gone, and nothing went wrong.';
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: SLOW });
    const answer = await ask(system.url, { json: { text }, headers: { 'x-request-id': 'gone' } });
    answer.message.destroy();
    const line = () => system.edge.logged.find((each) => each.includes('"gone"'));
    await eventually('the line is there', () => line() !== undefined);
    const [job] = await stoppedJobs(system, text);
    expect(JSON.parse(line() ?? '')).toMatchObject({
      level: 'info',
      outcome: 'cancelled',
      code: 'client_closed',
      jobs: [job?.id],
    });
  });

  it('leaves no job at work', () => {
    expect(system.running.emulator.jobs().filter(({ status }) => /^IN_/.test(status))).toEqual([]);
  });
});
