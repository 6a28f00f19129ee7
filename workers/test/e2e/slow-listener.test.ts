import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { type System, startSystem } from './harness/system.ts';

/**
 * Each sentence is a job of its own with 70 s of tone, 7 MB: as much as RunPod takes for a result. Sockets between two
 * processes hold up to 10 MB by themselves, so five of them are needed.
 */
const SENTENCES = [1, 2, 3, 4, 5].map((number) => `Number ${number} ${'monotonousness '.repeat(78)}ends.`);
const TEXT = SENTENCES.join(' ');
/** Time in which an edge without backpressure would have pulled all of it. */
const PAUSE_MS = 1_500;

describe('a listener who stops reading', () => {
  let system: System;
  beforeAll(async () => {
    const services = { vibevoice: { piece: { first: 1_300, most: 1_300, least: 20 } } };
    system = await startSystem({ settings: { SERVICES: JSON.stringify(services), CHUNK_TIMEOUT_MS: '20000' } });
  });
  afterAll(() => system.close());

  /** Chunks that left the emulator, and those that it made. */
  function chunks() {
    const jobs = jobsAbout(system, 'monotonousness').map((job) => job.chunks);
    const sum = (what: 'taken' | 'made') => jobs.reduce((total, job) => total + job[what], 0);
    return { jobs: jobs.length, taken: sum('taken'), made: sum('made') };
  }

  it('holds the pulling of chunks back, and gets everything when reading goes on', async () => {
    const answer = await ask(system.url, { json: { text: TEXT } });
    answer.message.pause();
    await sleep(PAUSE_MS);
    const before = chunks();
    await sleep(PAUSE_MS / 3);
    const after = chunks();
    expect(after.taken, 'nothing is pulled while nobody reads').toBe(before.taken);
    expect(after.jobs).toBe(before.jobs);
    expect(after.taken, 'what was pulled is what sockets hold').toBeLessThan(after.made * 0.6);

    const heard = await answer.hear();
    expect(heard.broken).toBe(false);
    const jobs = jobsAbout(system, 'monotonousness');
    const made = await Promise.all(
      jobs.map(({ input }) => directAudio(system.running, 'vibevoice', { text: input.text })),
    );
    expect(heard.bytes.length).toBe(made.reduce((sum, piece) => sum + piece.length, 0));
    expect(heard.bytes.equals(Buffer.concat(made))).toBe(true);
  });
});
