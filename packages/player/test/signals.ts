/** Seeded generator of numbers in [0, 1): mulberry32 by Tommy Ettinger (public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sine at half of full scale, rounded to 16 bits: no step in it is larger than `hz` allows. */
export function sine(samples: number, hz = 220, sampleRate = 48_000): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: samples }, (_, n) => 16_384 * Math.sin((2 * Math.PI * hz * (n + 0.5)) / sampleRate));
}

/** Noise at half of full scale: every sample is told from its neighbours. */
export function noise(samples: number, seed = 1): Int16Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Int16Array.from({ length: samples }, () => (random() - 0.5) * 32_767);
}

/** 16-bit samples as little-endian bytes. */
export function bytesOf(samples: Int16Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(samples.slice().buffer as ArrayBuffer);
}

/** 16-bit samples as floats in [-1, 1). */
export function floatsOf(samples: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

/** `bytes` in pieces of 1 to `longest`, most of which end within a sample. */
export function* randomPieces(bytes: Uint8Array<ArrayBuffer>, longest: number, seed = 1) {
  const random = seededRandom(seed);
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + Math.floor(random() * longest);
    yield bytes.subarray(at, end);
    at = end;
  }
}
