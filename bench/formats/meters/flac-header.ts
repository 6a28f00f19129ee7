import { makeCrc } from '../../../packages/audio/src/crc.ts';

/** What the header of a FLAC frame says. */
export interface FlacHeader {
  /** Samples of each channel. */
  blockSize: number;
  /** Number of the frame in its stream, from 0. */
  number: number;
}

const crc8 = makeCrc(8, 0x07);
/** Sync code, reserved bit, and the flag of a stream whose blocks are all of one size: 15 bits and a 0. */
const SYNC = 0xfff8;
/** Where the coded number begins: after sync code, sizes, channels and depth. */
const NUMBER_AT = 4;
const SIZE_IN_8_BITS = 0b0110;
const SIZE_IN_16_BITS = 0b0111;
/** Bytes of a sample rate that follows the header, by its code. */
const RATE_BYTES: Readonly<Record<number, number>> = { 12: 1, 13: 2, 14: 2 };

/**
 * The frame header at `offset` (RFC 9639, section 9.1) of a stream of fixed block sizes; undefined when there is none,
 * or not all of it yet. Its CRC-8 leaves one byte sequence in 256 that looks like one by chance.
 */
export function flacHeader(bytes: Uint8Array, offset: number): FlacHeader | undefined {
  const at = (index: number) => bytes[offset + index] ?? 0;
  if (((at(0) << 8) | at(1)) !== SYNC) return undefined;
  const [sizeCode, rateCode] = [at(2) >> 4, at(2) & 15];
  const numberBytes = Math.max(1, leadingOnes(at(NUMBER_AT)));
  const sizeAt = NUMBER_AT + numberBytes;
  const crcAt = sizeAt + sizeBytes(sizeCode) + (RATE_BYTES[rateCode] ?? 0);
  if (offset + crcAt >= bytes.length || crc8(bytes.subarray(offset, offset + crcAt + 1)) !== 0) return undefined;
  return { blockSize: blockSize(sizeCode, at(sizeAt), at(sizeAt + 1)), number: codedNumber(numberBytes, at) };
}

/** Ones before the first zero: how many bytes a coded number has, 0 standing for one (as in UTF-8). */
function leadingOnes(byte: number): number {
  return Math.clz32(~(byte << 24));
}

function sizeBytes(code: number): number {
  if (code === SIZE_IN_8_BITS) return 1;
  return code === SIZE_IN_16_BITS ? 2 : 0;
}

/** Section 9.1.1: some sizes have codes of their own, others follow, less one. */
function blockSize(code: number, first: number, second: number): number {
  if (code === SIZE_IN_8_BITS) return first + 1;
  if (code === SIZE_IN_16_BITS) return ((first << 8) | second) + 1;
  if (code === 1) return 192;
  return code < SIZE_IN_8_BITS ? 144 << code : 1 << code;
}

/** Section 9.1.5: the first byte's ones count the bytes, each further one holds six bits. */
function codedNumber(bytes: number, at: (index: number) => number): number {
  let number = bytes === 1 ? at(NUMBER_AT) : at(NUMBER_AT) & (0x7f >> bytes);
  for (let i = 1; i < bytes; i++) number = number * 64 + (at(NUMBER_AT + i) & 0x3f);
  return number;
}
