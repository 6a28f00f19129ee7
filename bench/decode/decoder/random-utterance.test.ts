import { describe, expect, it } from 'vitest';
import { endlessSpeech, randomUtterance } from './random-utterance.ts';

const TAKES = { tokenRate: 12.5, vocabulary: 20, embeddingSize: 4 };

describe('speech to decode', () => {
  it('has as many tokens as the seconds take, all of the vocabulary, and is the same each time', () => {
    const { tokens, embedding } = randomUtterance(TAKES, 80);
    expect(tokens).toHaveLength(1_000);
    expect(new Set(tokens)).toEqual(new Set(Array.from({ length: 20 }, (_, token) => token)));
    expect(embedding).toHaveLength(4);
    expect(randomUtterance(TAKES, 80)).toEqual({ tokens, embedding });
    expect(randomUtterance(TAKES, 80, 2).tokens).not.toEqual(tokens);
  });

  it('goes on with other tokens of the same speaker', () => {
    const speech = endlessSpeech(TAKES, 2);
    const [first, second] = [speech.next().value, speech.next().value];
    expect(first?.tokens).toHaveLength(25);
    expect(second?.tokens).not.toEqual(first?.tokens);
    expect(second?.embedding).toEqual(first?.embedding);
  });
});
