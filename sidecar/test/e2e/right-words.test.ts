import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplesOf } from '../../../workers/test/e2e/harness/compare-sound.ts';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { PLAIN_RATE, plainSpeech } from './harness/echo-jobs.ts';
import { envelopeLikeness, envelopeOf } from './harness/envelope.ts';
import { type Lane, startLane } from './harness/lane.ts';
import { medianPitch } from './harness/median-pitch.ts';

const RATE = 48_000;
const TEXTS = [
  'The quick brown fox jumps over the lazy dog.',
  'The weather is nice today, is it not?',
  'A small boat sailed across the wide blue lake.',
];
/** Measured: 0.96 to 0.99 for the right text, at most 0.62 for another one. */
const SAME = 0.93;
const OTHER = 0.75;
/** Seconds: the last token is filled up, and speech is a whole number of tokens of 40 ms. */
const LONGER_BY = 0.05;
/** Median pitch of each voice in Hz, as measured over six sentences: 174 to 182, 101 to 105, 133 to 136. */
const PITCHES = { slt: 175, rms: 103, awb: 134 };
/** Share of a pitch that it may be off; the voices are further apart than twice that. */
const PITCH_OFF = 0.08;

describe('speech of tokens', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ words: true });
  });
  afterAll(() => lane.close());

  const hear = async (text: string, voice: string) => {
    const { bytes, broken } = await listen(lane.url, { text, voice, service: 'echotts' });
    expect(broken).toBe(false);
    return samplesOf(bytes);
  };

  describe.each(Object.entries(PITCHES))('in the voice %s', (voice, pitch) => {
    let heard: Int16Array[];
    let plain: Int16Array[];
    beforeAll(async () => {
      heard = await Promise.all(TEXTS.map((text) => hear(text, voice)));
      plain = await Promise.all(TEXTS.map((text) => plainSpeech(lane.running, text, voice)));
    });

    it('is as long as the text takes', () => {
      for (const [i, { length }] of heard.entries()) {
        const difference = length / RATE - (plain[i]?.length ?? 0) / PLAIN_RATE;
        expect(Math.abs(difference)).toBeLessThan(LONGER_BY);
      }
    });

    it('rises and falls as the text does when the synthesiser says it, and as no other text does', () => {
      const [ours, theirs] = [heard.map((x) => envelopeOf(x, RATE)), plain.map((x) => envelopeOf(x, PLAIN_RATE))];
      for (const [i, our] of ours.entries()) {
        for (const [k, their] of theirs.entries()) {
          const alike = envelopeLikeness(our, their);
          if (i === k) expect(alike, TEXTS[i]).toBeGreaterThan(SAME);
          else expect(alike, `${TEXTS[i]} / ${TEXTS[k]}`).toBeLessThan(OTHER);
        }
      }
    });

    it('has the pitch of its voice', () => {
      for (const samples of heard) {
        expect(Math.abs(medianPitch(samples) / pitch - 1)).toBeLessThan(PITCH_OFF);
      }
    });
  });
});
