import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Voice } from '../core/speech/synthesize.ts';
import { VIBEVOICE_SPEAKERS } from '../core/speech/vibevoice.ts';
import { createFliteSynthesizer, type FliteSynthesizer } from './flite-synthesizer.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog.';
const voice = (speaker: string, model: Voice['model'] = 'vibevoice', take = 0): Voice => ({ model, speaker, take });

let flite: FliteSynthesizer;
beforeAll(() => {
  flite = createFliteSynthesizer();
});
afterAll(() => flite.close());

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

describe('flite', () => {
  it('speaks: a sentence of nine words takes two to four seconds and can be heard', async () => {
    const { samples, sampleRate } = await flite.synthesize(TEXT, voice('Alice'));
    expect(sampleRate).toBe(16_000);
    expect(samples.length / sampleRate).toBeGreaterThan(2);
    expect(samples.length / sampleRate).toBeLessThan(4);
    expect(rms(samples)).toBeGreaterThan(0.02);
    expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
  });

  it('takes longer for more words', async () => {
    const [short, long] = [
      await flite.synthesize('One word.', voice('Alice')),
      await flite.synthesize(`${TEXT} ${TEXT}`, voice('Alice')),
    ];
    expect(long.samples.length).toBeGreaterThan(4 * short.samples.length);
  });

  it('gives every speaker, and each model, a sound of its own', async () => {
    const voices = [
      ...VIBEVOICE_SPEAKERS.map((name) => voice(name)),
      voice('', 'chatterbox'),
      voice('Alice', 'vibevoice', 1),
    ];
    const spoken = await Promise.all(voices.map((each) => flite.synthesize(TEXT, each)));
    const prints = spoken.map(
      ({ samples, sampleRate }) => `${sampleRate}/${samples.length}/${rms(samples).toFixed(6)}`,
    );
    expect(new Set(prints).size).toBe(voices.length);
  });

  it('says the same again, from memory', async () => {
    const first = await flite.synthesize(TEXT, voice('Frank'));
    expect(await flite.synthesize(TEXT, voice('Frank'))).toBe(first);
  });

  it.each(['-voice kal', '你好，世界', '🎉', '"quotes" & <tags>', '\u0000 null'])('takes %j', async (text) => {
    const { samples } = await flite.synthesize(text, voice('Alice'));
    expect(samples).toBeInstanceOf(Float32Array);
  });

  it('makes letters of other scripts audible', async () => {
    const { samples, sampleRate } = await flite.synthesize('你好世界', voice('Alice'));
    expect(samples.length / sampleRate).toBeGreaterThan(0.5);
    expect(rms(samples)).toBeGreaterThan(0.01);
  });

  it('says no more once it is closed', async () => {
    const closed = createFliteSynthesizer();
    const waiting = expect(closed.synthesize('too late', voice('Alice'))).rejects.toThrow('closed');
    await closed.close();
    await waiting;
    await expect(closed.synthesize('later still', voice('Alice'))).rejects.toThrow('closed');
  });
});
