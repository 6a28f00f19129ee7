import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeSound, NO_DECODER } from './harness/decode-sound.ts';
import { directAudio } from './harness/direct-audio.ts';
import { jobsAbout } from './harness/jobs.ts';
import { ask } from './harness/listener.ts';
import { noiseVoice } from './harness/noise-voice.ts';
import { type System, startSystem } from './harness/system.ts';

/**
 * Each sentence is a job of its own with 70 s of noise, 7 MB: as much as RunPod takes for a result. Sockets between two
 * processes hold up to 10 MB by themselves, so five of them are needed, and sound that no format makes smaller.
 */
const SENTENCES = [1, 2, 3, 4, 5].map((number) => `Number ${number} ${'monotonousness '.repeat(78)}ends.`);
const TEXT = SENTENCES.join(' ');
/** Time in which an edge without backpressure would have pulled all of it. */
const PAUSE_MS = 1_500;

describe('a listener who stops reading', () => {
  let system: System;
  beforeAll(async () => {
    const services = { vibevoice: { piece: { first: 1_300, most: 1_300, least: 20 } } };
    system = await startSystem({
      settings: { SERVICES: JSON.stringify(services), CHUNK_TIMEOUT_MS: '20000' },
      emulator: { synthesize: noiseVoice },
    });
  });
  afterAll(() => system.close());

  /** Chunks that left the emulator, and those that it made. */
  function chunks(mark: string) {
    const jobs = jobsAbout(system, mark).map((job) => job.chunks);
    const sum = (what: 'taken' | 'made') => jobs.reduce((total, job) => total + job[what], 0);
    return { jobs: jobs.length, taken: sum('taken'), made: sum('made') };
  }

  /** Pauses, sees that nothing is pulled, reads on to the end, and gives what came and what was made. */
  async function hearAfterPause(format: 'pcm' | 'flac') {
    const mark = `of ${format}`;
    const answer = await ask(system.url, { json: { text: TEXT.replaceAll('Number', `Part ${mark}`), format } });
    answer.message.pause();
    await sleep(PAUSE_MS);
    const before = chunks(mark);
    await sleep(PAUSE_MS / 3);
    const after = chunks(mark);
    expect(after.taken, 'nothing is pulled while nobody reads').toBe(before.taken);
    expect(after.jobs).toBe(before.jobs);
    expect(after.taken, 'what was pulled is what sockets hold').toBeLessThan(after.made * 0.6);

    const { bytes, broken } = await answer.hear();
    expect(broken).toBe(false);
    const inputs = jobsAbout(system, mark).map(({ input }) => ({ text: input.text }));
    const made = await Promise.all(inputs.map((input) => directAudio(system.running, 'vibevoice', input)));
    return { bytes, made: Buffer.concat(made) };
  }

  it('holds the pulling of chunks back, and gets everything when reading goes on', async () => {
    const { bytes, made } = await hearAfterPause('pcm');
    expect(bytes.length).toBe(made.length);
    expect(bytes.equals(made)).toBe(true);
  });

  it.skipIf(NO_DECODER !== '')(`does so in a format that is encoded on the way${NO_DECODER}`, async () => {
    const { bytes, made } = await hearAfterPause('flac');
    const samples = await decodeSound('flac', bytes);
    expect(samples.length).toBe(made.length / 2);
    expect(Buffer.from(samples.buffer).equals(made)).toBe(true);
  });
});
