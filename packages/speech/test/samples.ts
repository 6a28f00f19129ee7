/** `length` samples of one value. */
export function level(value: number, length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(length).fill(value);
}

/** `amplitude * sin(2 pi frequency n / rate)`. */
export function tone(frequency: number, rate: number, length: number, amplitude = 0.5): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, n) => amplitude * Math.sin((2 * Math.PI * frequency * n) / rate));
}

/** All blocks one after the other. */
export function joined(blocks: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(blocks.flatMap((block) => [...block]));
}

/** Everything that is still to come, in copies, since a reader may work in place; what breaks it is thrown. */
export async function collect(audio: AsyncIterable<Float32Array>): Promise<Float32Array[]> {
  const blocks: Float32Array[] = [];
  for await (const block of audio) blocks.push(block.slice());
  return blocks;
}

/** Largest step between two neighbours. */
export function largestStep(samples: Float32Array): number {
  let largest = 0;
  for (let i = 1; i < samples.length; i++) {
    largest = Math.max(largest, Math.abs((samples[i] as number) - (samples[i - 1] as number)));
  }
  return largest;
}

/** 32-bit little-endian floats. */
export function float32Bytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * samples.length));
  samples.forEach((sample, i) => {
    view.setFloat32(4 * i, sample, true);
  });
  return new Uint8Array(view.buffer);
}

/** Packed 24-bit little-endian integers. */
export function int24Bytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(3 * samples.length);
  samples.forEach((sample, i) => {
    const value = Math.round(sample * 8_388_607);
    bytes.set([value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff], 3 * i);
  });
  return bytes;
}
