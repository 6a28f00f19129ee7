import { describe, expect, it } from 'vitest';
import type { Utterance, Voice } from './synthesize.ts';
import { toneSynthesizer } from './tone-synthesizer.ts';

const ALICE: Voice = { model: 'vibevoice', speaker: 'Alice', take: 0 };

describe('toneSynthesizer', () => {
  it('makes 60 ms a letter and 40 ms after each word, at 24 kHz', async () => {
    const { samples, sampleRate } = await toneSynthesizer('one three', ALICE);
    expect(sampleRate).toBe(24_000);
    expect(samples.length).toBe((8 * 60 + 2 * 40) * 24);
  });

  it('gives the same samples again, and others for other words and voices', async () => {
    const { samples } = await toneSynthesizer('hello', ALICE);
    expect((await toneSynthesizer('hello', ALICE)).samples).toEqual(samples);
    const others: [string, Partial<Voice>][] = [
      ['hallo', {}],
      ['hello', { speaker: 'Carter' }],
      ['hello', { model: 'chatterbox' }],
      ['hello', { take: 1 }],
    ];
    for (const [text, voice] of others) {
      expect((await toneSynthesizer(text, { ...ALICE, ...voice })).samples).not.toEqual(samples);
    }
  });

  it('halves every length at twice the speed, and moves every tone with the pitch', async () => {
    const say = (how: Partial<Voice>) => toneSynthesizer('hello there', { ...ALICE, ...how });
    const [plain, fast, high] = [await say({}), await say({ speed: 2 }), await say({ pitch: 1.5 })];
    const rises = ({ samples }: Utterance) => samples.filter((x, i) => x >= 0 && (samples[i - 1] ?? 0) < 0).length;
    expect(fast.samples.length).toBe(plain.samples.length / 2);
    expect(high.samples.length).toBe(plain.samples.length);
    expect(rises(fast) / rises(plain)).toBeCloseTo(0.5, 1);
    expect(rises(high) / rises(plain)).toBeCloseTo(1.5, 1);
  });

  it('is loud enough to hear, and never clips', async () => {
    const { samples } = await toneSynthesizer('hello there', ALICE);
    expect(Math.max(...samples)).toBeLessThan(0.301);
    expect(Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)).toBeGreaterThan(0.15);
  });

  it('says nothing of nothing', async () => {
    expect((await toneSynthesizer('  ', ALICE)).samples).toHaveLength(0);
  });
});
