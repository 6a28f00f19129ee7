import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pitchOf } from '../../test/pitch-of.ts';
import { QWEN_SPEAKERS } from '../core/speech/qwen-order.ts';
import type { Utterance } from '../core/speech/synthesize.ts';
import { createFliteSynthesizer, type FliteSynthesizer } from './flite-synthesizer.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.';

let flite: FliteSynthesizer;
beforeAll(() => {
  flite = createFliteSynthesizer();
});
afterAll(() => flite.close());

function say(speaker: string, how: { speed?: number; pitch?: number } = {}, text = TEXT): Promise<Utterance> {
  return flite.synthesize(text, { model: 'qwen', speaker, take: 0, ...how });
}

const seconds = ({ samples, sampleRate }: Utterance) => samples.length / sampleRate;

describe('flite as Qwen', () => {
  it('gives speakers voices that an ear tells apart: by a tenth of their pitch or of their length', async () => {
    const people = await Promise.all(
      QWEN_SPEAKERS.map(async (speaker) => {
        const spoken = await say(speaker);
        return { speaker, pitch: pitchOf(spoken), seconds: seconds(spoken) };
      }),
    );
    const pairs = people.flatMap((one, i) => people.slice(i + 1).map((other) => [one, other] as const));
    const ratio = (a: number, b: number) => Math.max(a / b, b / a);
    const alike = pairs.filter(([a, b]) => Math.max(ratio(a.pitch, b.pitch), ratio(a.seconds, b.seconds)) < 1.1);
    expect(alike).toEqual([]);
  });

  it.each(['Ryan', 'Vivian', 'Aiden'])(
    'moves the pitch of %s by the factor asked for, and nothing else',
    async (who) => {
      const [plain, low, high] = [await say(who), await say(who, { pitch: 0.5 }), await say(who, { pitch: 2 })];
      expect(pitchOf(low) / pitchOf(plain)).toBeCloseTo(0.5, 1);
      expect(Math.abs(pitchOf(high) / pitchOf(plain) - 2)).toBeLessThan(0.1);
      for (const changed of [low, high]) expect(seconds(changed) / seconds(plain)).toBeCloseTo(1, 1);
    },
  );

  it.each([0.25, 0.5, 2])('speaks at speed %f in as much less time, at the same pitch', async (speed) => {
    const [plain, changed] = [await say('Vivian'), await say('Vivian', { speed })];
    expect((seconds(changed) * speed) / seconds(plain)).toBeCloseTo(1, 1);
    expect(pitchOf(changed) / pitchOf(plain)).toBeCloseTo(1, 1);
  });

  it.each(['你好，世界。', 'こんにちは', '안녕하세요', 'Grüß Gott, schöne Straße!', 'Où est l’œuvre ?', '🎉', '…'])(
    'makes %s audible',
    async (text) => {
      const spoken = await say('Serena', {}, text);
      expect(seconds(spoken)).toBeGreaterThan(0.3);
      expect(Math.max(...spoken.samples)).toBeGreaterThan(0.05);
    },
  );
});
