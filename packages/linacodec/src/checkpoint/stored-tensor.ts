import type { CheckpointFile } from './checkpoint-file.ts';

/** Bytes of one number, by the name that safetensors gives its type. */
export const DTYPE_BYTES: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E8M0: 1,
  I16: 2,
  U16: 2,
  F16: 2,
  BF16: 2,
  I32: 4,
  U32: 4,
  F32: 4,
  I64: 8,
  U64: 8,
  F64: 8,
  C64: 8,
};

/** Most axes a tensor may have; a decoder's have at most 3. */
export const MAX_RANK = 8;

/** A tensor that lies in a file. Whoever makes one has checked that all of its numbers lie inside the file. */
export interface StoredTensor {
  readonly file: CheckpointFile;
  /** One of {@link DTYPE_BYTES}. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Numbers between neighbours on each axis. */
  readonly strides: readonly number[];
  /** Byte of the first number, from the start of the file. */
  readonly offset: number;
}
