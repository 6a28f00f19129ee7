/** 16-bit little-endian samples. */
export function samplesOf(pcm: Uint8Array): Int16Array {
  return new Int16Array(pcm.slice(0, pcm.length - (pcm.length % 2)).buffer);
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
