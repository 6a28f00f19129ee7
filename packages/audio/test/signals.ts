import { seededRandom } from './random.ts';

/** `sin(2 pi f n / rate)` times `amplitude`. */
export function sine(frequency: number, rate: number, length: number, amplitude = 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate));
}

/** Like voiced speech: harmonics of a gliding pitch under a syllable envelope, with breath noise. Peak near `peak`. */
export function speechLike(seed: number, length: number, peak: number, rate = 24_000): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  const pitch = 90 + 150 * random();
  const syllables = 3 + 3 * random();
  let phase = 0;
  return Float32Array.from({ length }, (_, n) => {
    const seconds = n / rate;
    phase += (2 * Math.PI * pitch * (1 + 0.1 * Math.sin(2 * Math.PI * 0.7 * seconds))) / rate;
    const envelope = 0.05 + 0.95 * Math.sin(Math.PI * syllables * seconds + 0.3) ** 2;
    let value = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic++) value += Math.sin(harmonic * phase) / harmonic;
    return peak * envelope * (0.5 * value + 0.05 * (random() - 0.5));
  });
}

/** Samples -> 32-bit float little-endian bytes. */
export function float32Bytes(samples: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * samples.length));
  for (let i = 0; i < samples.length; i++) view.setFloat32(4 * i, samples[i] as number, true);
  return new Uint8Array(view.buffer);
}

/** Integers -> 16-bit little-endian bytes. */
export function int16Bytes(values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * values.length));
  for (let i = 0; i < values.length; i++) view.setInt16(2 * i, values[i] as number, true);
  return new Uint8Array(view.buffer);
}

/** The same bytes as a view that begins at an odd offset of its buffer. */
export function unaligned(bytes: Uint8Array): Uint8Array {
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  return shifted.subarray(1);
}

/** All parts one after the other. */
export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}
