import { seededRandom } from '../checkpoint/seeded-random.ts';

/** Tokens of a vocabulary of 12,800, the same for the same seed. */
export function randomTokens(count: number, seed: number): Int32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Int32Array.from({ length: count }, () => Math.floor(random() * 12_800));
}
