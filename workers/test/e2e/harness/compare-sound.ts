/** 16-bit little-endian samples. */
export function samplesOf(pcm: Uint8Array): Int16Array {
  // Copied, since a Buffer may share its memory with others.
  return new Int16Array(new Uint8Array(pcm).buffer, 0, pcm.length >> 1);
}

/**
 * How alike two sounds are, sample by sample: 1 for the same, 0 for nothing in common. A shift by a few samples, and
 * anything that was inserted or left out, shows at once.
 */
export function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** How alike two sounds are in that one of their windows, of `length` samples each, in which they are least alike. */
export function leastLikeness(a: Int16Array, b: Int16Array, length: number): number {
  let least = 1;
  for (let at = 0; at + length <= Math.min(a.length, b.length); at += length)
    least = Math.min(least, likeness(a.subarray(at, at + length), b.subarray(at, at + length)));
  return least;
}

/** The most samples in a row that are no louder than `level`. */
export function longestQuiet(samples: Int16Array, level: number): number {
  let longest = 0;
  let now = 0;
  for (const sample of samples) {
    now = Math.abs(sample) <= level ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return longest;
}
