import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from '../../../workers/test/e2e/harness/compare-sound.ts';
import { jobsAbout } from '../../../workers/test/e2e/harness/jobs.ts';
import { ask, type Heard, listen } from '../../../workers/test/e2e/harness/listener.ts';
import { decoded } from './harness/decoded.ts';
import { echoChunks } from './harness/echo-jobs.ts';
import { DIRECT, echoServices, type Lane, startLane } from './harness/lane.ts';

const TEXT = [
  'The first sentence begins and ends here.',
  'It is followed by a second one, which is somewhat longer than that.',
  'Then comes a third, and nobody is surprised.',
  'The fourth one asks whether all of it is still in order, as it should be?',
  'At last the fifth sentence, the longest of them all, brings what was begun so well to an end that is good as well.',
].join(' ');
const VOICE = 'rms';
/** Samples over which a step between two pieces is smoothed: 5 ms. */
const SMOOTHING = 240;
/** A step of 16 bits that nobody hears: less than the noise of a decoded pause. */
const CLICK = 300;

describe('a long text', () => {
  let lane: Lane;
  let heard: Heard;
  let whole: Int16Array;
  /** Each job's text, and its sound when its tokens are decoded on their own. */
  let pieces: { text: string; samples: Int16Array }[];
  let jobsAtFirstSound = 0;
  beforeAll(async () => {
    lane = await startLane({ words: true });
    const faults = { pace: { msPerChunk: 150 } };
    lane.running.emulator.addFaults({ endpoint: 'echotts', faults });
    const answer = await ask(lane.url, { json: { text: TEXT, voice: VOICE, service: 'echotts' } });
    heard = await answer.hear(() => {
      jobsAtFirstSound ||= jobsAbout(lane, '').filter(({ status }) => status === 'COMPLETED').length;
    });
    whole = samplesOf(heard.bytes);
    const texts = jobsAbout(lane, '').map(({ input }) => String(input.text));
    const alone = texts.map(async (text) => {
      const chunks = await echoChunks(lane.running, { text, speaker_voice: VOICE });
      return { text, samples: samplesOf(await decoded(lane.sidecar, chunks)) };
    });
    pieces = await Promise.all(alone);
  });
  afterAll(() => lane.close());

  it('is spoken in pieces, in order, with nothing left out', () => {
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.map(({ text }) => text).join(' ')).toBe(TEXT);
  });

  it('is heard while most of it is still to be made', () => {
    expect(jobsAtFirstSound).toBeLessThan(pieces.length);
  });

  it('is whole samples, and to the last one the sound of its pieces', () => {
    expect(heard.broken).toBe(false);
    expect(heard.bytes.length % 2).toBe(0);
    expect(whole.length).toBe(pieces.reduce((sum, { samples }) => sum + samples.length, 0));
    let at = 0;
    for (const { text, samples } of pieces) {
      const skip = at === 0 ? 0 : SMOOTHING;
      const own = Buffer.from(whole.slice(at + skip, at + samples.length).buffer);
      expect(own.equals(Buffer.from(samples.slice(skip).buffer)), text).toBe(true);
      at += samples.length;
    }
  });

  it('does not click where one piece meets the next', () => {
    let at = 0;
    for (const { samples } of pieces.slice(0, -1)) {
      at += samples.length;
      const step = Math.abs((whole[at] ?? 0) - (whole[at - 1] ?? 0));
      expect(step, `at ${at}`).toBeLessThan(CLICK);
    }
  });

  it('is whole when one job yields it in several chunks, each of them encoded for itself', async () => {
    const input = { parameters: { max_chars_per_chunk: 60 } };
    const fixed = { stream: true, output_format: 'linacodec_tokens', ...input };
    const piece = { first: 600, most: 600, least: 20 };
    const sidecar = await lane.sidecarWith({ SERVICES: echoServices({ fixed, piece }) });
    const one = await listen(sidecar.url, { text: TEXT, voice: VOICE }, DIRECT);
    const chunks = await echoChunks(lane.running, { text: TEXT, speaker_voice: VOICE, ...input });
    expect(chunks.length).toBeGreaterThan(4);
    expect(jobsAbout(lane, TEXT).length).toBe(1);
    expect(one.broken).toBe(false);
    expect(one.bytes.equals(await decoded(lane.sidecar, chunks))).toBe(true);
  });
});
