import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentBytes } from '../../../workers/test/e2e/harness/child-memory.ts';
import { jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, type Heard, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { DIRECT, type Lane, startLane } from './harness/lane.ts';
import { readSlowly } from './harness/read-slowly.ts';

/**
 * Each sentence is a job of its own with 12 s of speech, 1.2 MB. The two pairs of sockets on the way to a listener hold
 * about 18 MB by themselves, so the text needs to be far longer.
 */
const speechOf = (name: string) =>
  Array.from({ length: 28 }, (_, i) => `${name} ${i} is ${'monotonousness '.repeat(13)}.`).join(' ');
const TEXT = speechOf('Number');

/** A tenth of real time at 48 kHz and 16 bits. */
const SLOW_BYTES_PER_SECOND = 9_600;
/** Nothing was taken for this long: then nothing more will be. Decoding a job takes a fifth of it. */
const STILL_MS = 1_500;
/** For two sentences beside all that, on a busy machine. */
const OTHERS_MS = 3_000;
/** How much of a long text may have been taken for somebody who reads none of it. */
const MOST_TAKEN = 0.75;
/** A sidecar that read on would hold what the sockets do not, 110 MB of floats; the process's size wavers by half of this. */
const SLACK_BYTES = 70_000_000;

describe('a listener who does not keep up', () => {
  let lane: Lane;
  let fast: Heard;
  let fastBytes: number;
  let short: Buffer;
  beforeAll(async () => {
    lane = await startLane({ apart: true });
    short = (await other()).bytes;
    fast = await listen(lane.url, { service: 'echotts', text: TEXT });
    fastBytes = await sidecarBytes();
  });
  afterAll(() => lane?.close());

  const other = () => listen(lane.url, { service: 'echotts', text: 'Somebody else is not kept waiting.' });
  const sidecarBytes = () => residentBytes(lane.sidecar.child?.pid ?? 0);

  /** Chunks of tokens that left the emulator in jobs about something, and those jobs. */
  function taken(part: string) {
    const jobs = jobsAbout(lane, part);
    return { jobs: jobs.length, chunks: jobs.reduce((sum, { chunks }) => sum + chunks.taken, 0) };
  }

  async function untilStill(...parts: string[]): Promise<void> {
    const look = () => JSON.stringify(parts.map(taken));
    for (let [before, now] = ['', look()]; before !== now; [before, now] = [now, look()]) await sleep(STILL_MS);
  }

  it('holds the GPU back and fills no memory, harms nobody, and gets the rest when reading goes on', async () => {
    const all = taken('Number');
    const stopped = await ask(lane.url, { json: { service: 'echotts', text: TEXT } });
    stopped.message.pause();
    const slow = await ask(lane.sidecar.url, { json: { text: speechOf('Slow') }, headers: DIRECT });
    const leave = readSlowly(slow, SLOW_BYTES_PER_SECOND);
    await untilStill('Number', 'Slow');
    const [twice, slowly] = [taken('Number'), taken('Slow')];
    for (const { jobs, chunks } of [{ jobs: twice.jobs - all.jobs, chunks: twice.chunks - all.chunks }, slowly]) {
      expect(chunks).toBeLessThan(all.chunks * MOST_TAKEN);
      expect(jobs).toBeLessThan(all.jobs * MOST_TAKEN);
    }
    expect((await sidecarBytes()) - fastBytes).toBeLessThan(SLACK_BYTES);

    const began = performance.now();
    for (const { status, bytes } of await Promise.all([other(), other()])) {
      expect(status).toBe(200);
      expect(bytes.equals(short)).toBe(true);
    }
    expect(performance.now() - began).toBeLessThan(OTHERS_MS);

    leave();
    const heard = await stopped.hear();
    expect(heard.broken).toBe(false);
    expect(heard.bytes.equals(fast.bytes)).toBe(true);
    expect(taken('Slow'), 'nothing is taken for one who has left').toEqual(slowly);
  });
});
