/** A tensor to be written. */
export interface NamedTensor {
  name: string;
  shape: readonly number[];
  /** Makes the numbers, in C order; called once, when they are written, so that a large file never stands in memory. */
  data(): Float32Array;
}

/** Number types that the writers know. */
export type WrittenType = 'F32' | 'F16' | 'BF16' | 'F64';

/** Bytes of one number. */
export const WRITTEN_BYTES: Readonly<Record<WrittenType, number>> = { F32: 4, F16: 2, BF16: 2, F64: 8 };

/** Numbers in a tensor of this shape. */
export const countOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Little-endian bytes of numbers, rounded to nearest even where the type is narrower than float32. */
export function encodeNumbers(numbers: Float32Array, dtype: WrittenType): Uint8Array<ArrayBuffer> {
  switch (dtype) {
    case 'F32':
      return new Uint8Array(new Float32Array(numbers).buffer);
    case 'F16':
      return new Uint8Array(new Float16Array(numbers).buffer);
    case 'F64':
      return new Uint8Array(new Float64Array(numbers).buffer);
    case 'BF16':
      return new Uint8Array(Uint16Array.from(new Uint32Array(new Float32Array(numbers).buffer), upperHalf).buffer);
  }
}

/** Upper half of a float32's bits, rounded to nearest even. Finite numbers only. */
function upperHalf(bits: number): number {
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
}
