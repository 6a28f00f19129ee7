import type { DecoderInfo } from './decoder-port.ts';
import type { Utterance } from './join-pieces.ts';

/** Any number; the same one, so that every run measures the same work. */
const SEED = 0x5eed;
/** Multiplier and increment of the generator in "Numerical Recipes" (Press et al., section 7.1), modulo 2^32. */
const MULTIPLIER = 1_664_525;
const INCREMENT = 1_013_904_223;
const MODULUS = 2 ** 32;

/** Tokens and an embedding without meaning, the same ones each time: decoding costs the same whatever they say. */
export function randomUtterance(seconds: number, { tokenRate, vocabulary, embeddingSize }: DecoderInfo): Utterance {
  const random = randomNumbers(SEED);
  return {
    tokens: Int32Array.from({ length: Math.round(seconds * tokenRate) }, () => Math.floor(random() * vocabulary)),
    embedding: Float32Array.from({ length: embeddingSize }, () => 2 * random() - 1),
  };
}

/** Numbers from 0 up to but not 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, MULTIPLIER) + INCREMENT) >>> 0;
    return state / MODULUS;
  };
}
