import { seededRandom } from '../../../packages/linacodec/test/checkpoint/seeded-random.ts';
import type { Decoder } from './with-decoder.ts';

/** Tokens and the speaker that they are spoken with. */
export interface Utterance {
  tokens: Int32Array;
  /** `[128]`. */
  embedding: Float32Array;
}

/** What a decoder takes. */
export type Takes = Pick<Decoder['info'], 'tokenRate' | 'vocabulary' | 'embeddingSize'>;

/** Speech of about this many seconds. What is said does not matter: decoding takes the same work for all tokens. */
export function randomUtterance({ tokenRate, vocabulary, embeddingSize }: Takes, seconds: number, seed = 1): Utterance {
  const random = seededRandom(seed);
  return {
    embedding: Float32Array.from({ length: embeddingSize }, () => 2 * random() - 1),
    tokens: Int32Array.from({ length: Math.round(seconds * tokenRate) }, () => Math.floor(random() * vocabulary)),
  };
}

/** The same speaker, second after second without an end: each piece is made when it is asked for. */
export function* endlessSpeech(takes: Takes, pieceSeconds: number): Generator<Utterance> {
  const { embedding } = randomUtterance(takes, 0);
  for (let seed = 1; ; seed++) yield { tokens: randomUtterance(takes, pieceSeconds, seed).tokens, embedding };
}
