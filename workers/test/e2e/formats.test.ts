import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareBands } from '../../../packages/linacodec/test/stream/band-measures.ts';
import { samplesOf } from './harness/compare-sound.ts';
import { decodeSound, NO_DECODER } from './harness/decode-sound.ts';
import { findGaps } from './harness/find-gaps.ts';
import { ask, jsonOf, listen } from './harness/listener.ts';
import { MP3_DELAY, mp3MostPadding } from './harness/mp3-facts.ts';
import { type System, startSystem } from './harness/system.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog, and she sells seashells by the shore.';
const OTHER = 'Many people wonder whether another sentence would pass the very same limits as well.';
const RATE = 48_000;
/** The bands in which speech has its vowels, and its hiss, in Hz. */
const LOW = { from: 0, to: 4_000 };
const HIGH = { from: 4_000, to: 12_000 };
const ROUTES = ['/api/tts/stream', '/v1/audio/speech'] as const;
const LOSSLESS = ['wav', 'flac'] as const;

/**
 * What a codec may change, in dB. Measured: MP3 keeps 26.0 of SNR and is 0.5 away in both bands, Opus at half the bits
 * keeps 26.7 and is 2.8 and 3.0 away; another sentence keeps -2 and is 18 and 14 away. `delay` in samples; `padding`
 * the most that may follow the speech.
 */
const LOSSY = {
  mp3: { delay: MP3_DELAY, padding: mp3MostPadding(RATE), snr: 22, low: 1, high: 1 },
  opus: { delay: 0, padding: 0, snr: 22, low: 4, high: 4 },
} as const;
type Lossy = keyof typeof LOSSY;

describe('speech in every format', () => {
  let system: System;
  let truth: Int16Array;
  let other: Int16Array;

  beforeAll(async () => {
    system = await startSystem({ words: true });
    truth = samplesOf(await spoken('pcm', TEXT));
    other = samplesOf(await spoken('pcm', OTHER));
  });
  afterAll(() => system?.close());

  async function spoken(format: string, text: string, path: (typeof ROUTES)[number] = '/api/tts/stream') {
    const fields = path === '/api/tts/stream' ? { text, format } : { input: text, response_format: format };
    const answer = await ask(system.url, { path, json: { ...fields, sample_rate: RATE } });
    expect(answer.status).toBe(200);
    return (await answer.hear()).bytes;
  }

  /** The speech as a listener hears it, without the delay of its codec and what follows. */
  async function heard(format: Lossy, path?: (typeof ROUTES)[number]) {
    const samples = await decodeSound(format, await spoken(format, TEXT, path));
    const { delay } = LOSSY[format];
    return { length: samples.length, speech: samples.slice(delay, delay + truth.length) };
  }

  describe.skipIf(NO_DECODER !== '').each(ROUTES)(`of %s${NO_DECODER}`, (path) => {
    it.each(LOSSLESS)('is bit for bit the same as %s', async (format) => {
      expect(await decodeSound(format, await spoken(format, TEXT, path))).toEqual(truth);
    });

    it.each(['mp3', 'opus'] as const)('is whole, in its place and without a gap as %s', async (format) => {
      const { length, speech } = await heard(format, path);
      const { delay, padding } = LOSSY[format];
      expect(length).toBeGreaterThanOrEqual(delay + truth.length);
      expect(length).toBeLessThanOrEqual(delay + truth.length + padding);
      expect(findGaps(truth, speech)).toEqual([]);
    });
  });

  describe.skipIf(NO_DECODER !== '').each(['mp3', 'opus'] as const)(`as %s${NO_DECODER}`, (format) => {
    it('sounds as it was spoken', async () => {
      const { speech } = await heard(format);
      const close = compare(truth, speech);
      expect(close.snr).toBeGreaterThan(LOSSY[format].snr);
      expect(close.low).toBeLessThan(LOSSY[format].low);
      expect(close.high).toBeLessThan(LOSSY[format].high);
      expect(close.snr).toBeGreaterThan(compare(truth.subarray(1), speech).snr);
      expect(close.snr).toBeGreaterThan(compare(truth, speech.subarray(1)).snr);
    });

    it('would not pass for another sentence, half a millisecond later, or with a hole', async () => {
      const { speech } = await heard(format);
      const { snr, low, high } = LOSSY[format];
      const foreign = compare(other, speech);
      expect(foreign.snr).toBeLessThan(snr);
      expect(foreign.low).toBeGreaterThan(low);
      expect(foreign.high).toBeGreaterThan(high);
      expect(compare(truth.subarray(24), speech).snr).toBeLessThan(snr);
      const loudest = truth.indexOf(truth.reduce((most, sample) => Math.max(most, sample)));
      expect(
        findGaps(
          truth,
          speech.map((sample, i) => (Math.abs(i - loudest) < 960 ? 0 : sample)),
        ),
      ).not.toEqual([]);
    });
  });

  it.each([
    ['/v1/audio/speech', { input: TEXT, response_format: 'aac' }],
    ['/api/tts/stream', { text: TEXT, format: 'aac' }],
  ])('is not aac by %s, which says what there is', async (path, json) => {
    const answer = await ask(system.url, { path, json });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await jsonOf(answer))).toMatch(/pcm, wav, flac, mp3, opus/);
  });

  it.each(['audio/ogg', 'audio/opus', 'audio/ogg; codecs=opus'])('is opus for who accepts %s', async (accept) => {
    const answer = await listen(system.url, { text: 'Hello.' }, { accept });
    expect(answer.headers['content-type']).toBe('audio/ogg; codecs=opus');
    expect(answer.bytes.toString('latin1', 28, 36)).toBe('OpusHead');
  });
});

/** SNR and log-spectral distances in dB, of as much as both have. */
function compare(a: Int16Array, b: Int16Array) {
  const length = Math.min(a.length, b.length);
  const [one, two] = [a, b].map((samples) => Float32Array.from(samples.subarray(0, length), (value) => value / 32_768));
  const { snr, distance } = compareBands(one ?? new Float32Array(0), two ?? new Float32Array(0));
  return { snr: snr({ from: 0, to: RATE / 2 }), low: distance(LOW), high: distance(HIGH) };
}
