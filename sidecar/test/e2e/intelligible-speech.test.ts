import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../workers/test/e2e/harness/listener.ts';
import { NO_RECOGNISER, recognised } from '../../../workers/test/e2e/harness/recognise.ts';
import { type Lane, startLane } from './harness/lane.ts';

/** More than one job, so that words are heard across a joint too. */
const TEXT = 'The quick brown fox jumps over the lazy dog. Please call me back before the end of the week.';
const WORDS = TEXT.toLowerCase().replaceAll('.', '').split(' ');
/** Of 19. Measured, sentence by sentence: 16 to 18; a recogniser without a grammar mishears one word or another. */
const MOST_WORDS = 13;

describe('speech of tokens that can be understood', () => {
  let lane: Lane;
  beforeAll(async () => {
    lane = await startLane({ words: true });
  });
  afterAll(() => lane.close());

  it.skipIf(NO_RECOGNISER !== '').for(['slt', 'rms', 'awb'])(
    `says as %s what it was asked to say${NO_RECOGNISER}`,
    async (voice) => {
      const heard = await listen(lane.url, { text: TEXT, service: 'echotts', voice });
      expect([heard.status, heard.broken]).toEqual([200, false]);
      const words = await recognised(heard.bytes);
      const right = WORDS.filter((word) => words.includes(word));
      expect(right.length, `heard: ${words.join(' ')}`).toBeGreaterThanOrEqual(MOST_WORDS);
      expect(words.indexOf('week'), words.join(' ')).toBeGreaterThan(words.indexOf('fox'));
    },
  );
});
