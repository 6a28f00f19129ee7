import { describe, expect, it } from 'vitest';
import { ECHO_SPEAKERS, echoSpeaker, embeddingOf, otherEmbedding } from './echo-speaker.ts';

describe('echoSpeaker', () => {
  it.each([
    ['slt', 'slt'],
    ['RMS', 'rms'],
    ['Awb', 'awb'],
    ['awb.wav', 'awb'],
    ['', 'slt'],
  ])('takes %j for %s', (voice, speaker) => {
    expect(echoSpeaker(voice)).toBe(speaker);
  });

  it('gives any other name one of the three, the same every time and in every case', () => {
    const names = Array.from({ length: 60 }, (_, i) => `EARS p${i} freeform.mp3`);
    const speakers = names.map(echoSpeaker);
    expect(names.map((name) => echoSpeaker(name.toUpperCase()))).toEqual(speakers);
    expect(new Set(speakers)).toEqual(new Set(ECHO_SPEAKERS));
  });
});

describe('embeddings', () => {
  it.each(ECHO_SPEAKERS)('of %s are 128 finite numbers of its own', (speaker) => {
    const embedding = embeddingOf(speaker);
    expect(embedding).toHaveLength(128);
    expect(embedding.every(Number.isFinite)).toBe(true);
    const other = otherEmbedding(embedding);
    expect(other).not.toEqual(embedding);
    expect(ECHO_SPEAKERS.map(embeddingOf)).toContainEqual(other);
  });

  it('are copies: nobody changes a speaker', () => {
    embeddingOf('slt').fill(0);
    expect(embeddingOf('slt')[0]).not.toBe(0);
  });
});
