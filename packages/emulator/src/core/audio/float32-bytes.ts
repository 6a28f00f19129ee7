/** Samples as 32-bit little-endian floats. */
export function float32Bytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, sample] of samples.entries()) view.setFloat32(4 * i, sample, true);
  return bytes;
}
