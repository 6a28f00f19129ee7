import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from './harness/listener.ts';
import { NO_RECOGNISER, recognised } from './harness/recognise.ts';
import { type System, startSystem } from './harness/system.ts';

const PANGRAM = 'The quick brown fox jumps over the lazy dog.';
const WORDS = PANGRAM.toLowerCase().replace('.', '').split(' ');
/** A recogniser without a grammar mishears one small word or another. */
const MOST_WORDS = 7;

describe('speech that can be understood', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ words: true });
  });
  afterAll(() => system.close());

  it.skipIf(NO_RECOGNISER !== '').for([
    ['vibevoice', 'alloy'],
    ['vibevoice', 'nova'],
    ['chatterbox', 'alloy'],
  ] as const)(`%s says as %s what it was asked to say${NO_RECOGNISER}`, async ([service, voice]) => {
    const heard = await listen(system.url, { text: PANGRAM, service, voice });
    expect(heard.broken).toBe(false);
    const words = await recognised(heard.bytes);
    const right = WORDS.filter((word) => words.includes(word));
    expect(right.length, `heard: ${words.join(' ')}`).toBeGreaterThanOrEqual(MOST_WORDS);
  });

  it.skipIf(NO_RECOGNISER !== '')(
    `a long text is understood across the joints of its pieces${NO_RECOGNISER}`,
    async () => {
      const text = [PANGRAM, 'We were away a year ago.', PANGRAM, 'The weather is nice today.', PANGRAM].join(' ');
      const heard = await listen(system.url, { text });
      const words = await recognised(heard.bytes);
      expect(words.filter((word) => word === 'fox').length, `heard: ${words.join(' ')}`).toBe(3);
      expect(words.indexOf('weather')).toBeGreaterThan(words.indexOf('fox'));
    },
  );
});
