/** Number types that decoding takes weights in. */
export const FLOAT_TYPES = ['F32', 'F16', 'BF16', 'F64'] as const;

export type FloatType = (typeof FLOAT_TYPES)[number];

/** BF16 is the upper half of a float32. */
const BF16_SHIFT = 16;

/**
 * Numbers of any float type as float32: exact for the narrower ones, rounded to nearest for float64. `bytes` are
 * little-endian, which every platform that runs the decoder is too; where they are aligned float32 the result is a
 * view of them.
 */
export function widen(bytes: Uint8Array<ArrayBuffer>, dtype: FloatType): Float32Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return new Float32Array(...words(bytes, Float32Array.BYTES_PER_ELEMENT));
    case 'F16':
      return new Float32Array(new Float16Array(...words(bytes, Float16Array.BYTES_PER_ELEMENT)));
    case 'F64':
      return new Float32Array(new Float64Array(...words(bytes, Float64Array.BYTES_PER_ELEMENT)));
    case 'BF16':
      return widenBfloat16(new Uint16Array(...words(bytes, Uint16Array.BYTES_PER_ELEMENT)));
  }
}

function widenBfloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = (halves[i] ?? 0) << BF16_SHIFT;
  return new Float32Array(bits.buffer);
}

/** Arguments of a typed array over `bytes`, which are copied when they do not start at a multiple of a word. */
function words(bytes: Uint8Array<ArrayBuffer>, wordBytes: number): [ArrayBuffer, number, number] {
  const { buffer, byteOffset, length } = bytes.byteOffset % wordBytes === 0 ? bytes : bytes.slice();
  return [buffer, byteOffset, length / wordBytes];
}
