import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVERIES, orderOf } from './harness/deliveries.ts';
import { eventually, jobsAbout, stoppedJobs } from './harness/jobs.ts';
import { rawListener, receivedText } from './harness/raw-listener.ts';
import { type System, startSystem } from './harness/system.ts';

/** So slow that no job ends by itself within a test. */
const SLOW = { pace: { msPerChunk: 300 } };
/** What a listener has read when speech plays: bytes behind the head, or an event with audio. */
const PLAYING = { audio: /\r\n\r\n./s, sse: /speech\.audio\.delta/ };
/** Behind what a test is about, so that jobs are under way ahead as well. */
const MORE = 'Another sentence of middling length follows it here. '.repeat(6);

describe('a listener who leaves, in every format', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  async function expectAllCancelled(marked: string, atLeast: number) {
    const jobs = await stoppedJobs(system, marked);
    expect(jobs.length).toBeGreaterThanOrEqual(atLeast);
    expect(jobs.map(({ status }) => status)).toEqual(jobs.map(() => 'CANCELLED'));
    expect(jobs.map(({ cancelReceivedAt }) => cancelReceivedAt)).not.toContain(undefined);
  }

  it.concurrent.each(DELIVERIES)('while %s plays cancels every job', async (name, delivery) => {
    // Every sentence is marked, since each may be a job of its own.
    const mark = name.replaceAll(/\W+/g, '-');
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: mark, faults: SLOW });
    const { json, path } = orderOf(delivery, MORE.replaceAll('Another', mark));
    const socket = await rawListener(system.url, json, path);
    await receivedText(socket, PLAYING[delivery.framing]);
    await eventually('a job is under way ahead', () => jobsAbout(system, mark).length >= 2);
    socket.destroy();
    await expectAllCancelled(mark, 2);
  });

  it.concurrent.each(DELIVERIES)('while the job of %s is queued cancels it', async (name, delivery) => {
    const text = `Queued: ${name}.`;
    system.running.emulator.addFaults({ endpoint: 'vibevoice', match: text, faults: { stayQueued: true } });
    const { json, path } = orderOf(delivery, text);
    const socket = await rawListener(system.url, json, path);
    await eventually('a job is in the queue', () => jobsAbout(system, text).length === 1);
    socket.resetAndDestroy();
    await expectAllCancelled(text, 1);
  });
});
