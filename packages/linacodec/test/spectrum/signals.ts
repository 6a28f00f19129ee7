import { seededRandom } from '../checkpoint/seeded-random.ts';

/** White noise between -1 and 1. */
export function noise(seed: number, length: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => 2 * random() - 1);
}

/** A cosine of amplitude 1. */
export function tone(hz: number, sampleRate: number, length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, n) => Math.cos((2 * Math.PI * hz * n) / sampleRate));
}

/** One array of all parts in order. */
export function join(parts: Float32Array[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}
