import { describe, expect, it } from 'vitest';
import { QWEN_SPEAKERS } from '../core/speech/qwen-order.ts';
import type { Voice } from '../core/speech/synthesize.ts';
import { VIBEVOICE_SPEAKERS } from '../core/speech/vibevoice.ts';
import { fliteVoice } from './flite-voice.ts';

const voice = (speaker: string, more: Partial<Voice> = {}): Voice => ({
  model: 'vibevoice',
  speaker,
  take: 0,
  ...more,
});

describe('fliteVoice', () => {
  it('gives every Vibe Voice speaker and the voice of Chatterbox a person of their own', () => {
    const people = [...VIBEVOICE_SPEAKERS.map((name) => voice(name)), voice('', { model: 'chatterbox' })];
    expect(new Set(people.map((each) => JSON.stringify(fliteVoice(each)))).size).toBe(people.length);
  });

  it('gives every Qwen speaker a person of their own', () => {
    const people = QWEN_SPEAKERS.map((name) => JSON.stringify(fliteVoice(voice(name, { model: 'qwen' }))));
    expect(new Set(people).size).toBe(QWEN_SPEAKERS.length);
  });

  it('takes speed out of the length and puts pitch into the shift', () => {
    const fast = fliteVoice(voice('Carter', { speed: 2, pitch: 1.5 }));
    expect(fast).toEqual({ name: 'rms', stretch: 0.475, shift: 1.5 });
  });

  it('gives any other name the same person every time', () => {
    const prompt = voice('my-voice.wav', { model: 'chatterbox' });
    expect(fliteVoice(prompt)).toEqual(fliteVoice(prompt));
  });

  it('makes another take sound different', () => {
    expect(fliteVoice(voice('Alice', { take: 1 })).shift).toBeCloseTo(1.04);
  });

  it.each(['slt', 'rms', 'awb'])('speaks as %s of EchoTTS plainly, and slower in another take', (speaker) => {
    expect(fliteVoice(voice(speaker, { model: 'echotts' }))).toEqual({ name: speaker, stretch: 1, shift: 1 });
    const again = fliteVoice(voice(speaker, { model: 'echotts', take: 1 }));
    expect(again).toEqual({ name: speaker, stretch: 1.04, shift: 1 });
  });

  it('gives rms no pitch, since that voice takes none', () => {
    expect(fliteVoice(voice('Carter'))).toEqual({ name: 'rms', stretch: 0.95, shift: 1 });
  });
});
