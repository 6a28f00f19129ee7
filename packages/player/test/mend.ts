import { fadeGain } from '../src/core/fade-gain.ts';

/** So many zeros in a row are a gap: noise has single ones. */
const GAP = 64;

/** What is heard between gaps of silence. */
export function segments(heard: readonly number[]): number[][] {
  const parts: number[][] = [[]];
  let zeros = 0;
  for (const sample of heard) {
    zeros = sample === 0 ? zeros + 1 : 0;
    const part = parts.at(-1) ?? [];
    if (zeros === GAP) {
      part.length -= GAP - 1;
      parts.push([]);
    } else if (zeros < GAP) part.push(sample);
  }
  return parts.filter((part) => part.length > 0);
}

/** Segments put together again: each begins with the `fade` samples with which the one before ended. */
export function mend(parts: readonly number[][], fade: number): number[] {
  const [first = [], ...later] = parts;
  const whole = [...first];
  for (const part of later) {
    const seam = whole.length - fade;
    for (const [n, sample] of part.slice(0, fade).entries()) whole[seam + n] = (whole[seam + n] ?? 0) + sample;
    // One by one: as arguments of a call there would be too many.
    for (const sample of part.slice(fade)) whole.push(sample);
  }
  return whole;
}

/** What must come out for floats that went in: the same, setting in over `fade` samples. */
export function setIn(samples: Float32Array, fade: number): number[] {
  return [...samples].map((sample, n) => sample * fadeGain(n, fade));
}

/** Largest difference between two lists, NaN-proof; Infinity when they are not of one length. */
export function worstError(heard: readonly number[], expected: readonly number[]): number {
  if (heard.length !== expected.length) return Number.POSITIVE_INFINITY;
  return heard.reduce((worst, sample, n) => Math.max(worst, Math.abs(sample - (expected[n] ?? Number.NaN))), 0);
}

/** Largest step from one sample to the next: a click is a large one. */
export function largestStep(heard: readonly number[]): number {
  return [0, ...heard, 0].reduce((most, sample, n, all) => Math.max(most, Math.abs(sample - (all[n - 1] ?? 0))), 0);
}
