import { makeCrc } from '../crc.ts';
import { BitWriter } from './bit-writer.ts';
import { codedNumber } from './coded-number.ts';
import { BLOCK_SIZE_CODES, flacRateCode } from './flac-format.ts';
import { writeSubframe } from './write-subframe.ts';

/** Sync code, reserved bit and the flag of a stream whose blocks are all of one size. */
const FIXED_BLOCK_SYNC = 0xfff8;
/** Block sizes without a code of their own follow the frame number, less one, in one byte or two. */
const SIZE_IN_8_BITS = 0b0110;
const SIZE_IN_16_BITS = 0b0111;
const MONO = 0b0000;
const DEPTH_16_BITS = 0b100;
/** Longest frame header (13), the header of the subframe, and the CRC at the end. */
const MAX_OVERHEAD_BYTES = 13 + 1 + 2;

const crc8 = makeCrc(8, 0x07);
const crc16 = makeCrc(16, 0x8005);

/**
 * One block of 1 to 65535 samples as a frame that decodes alone (RFC 9639, section 9). `frameNumber` counts from 0.
 * Throws a RangeError when the number is past 31 bits or the rate is none of ours.
 */
export function flacFrame(samples: Int16Array, frameNumber: number, sampleRate: number): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(samples.byteLength + MAX_OVERHEAD_BYTES);
  writeFrameHeader(writer, samples.length, frameNumber, sampleRate);
  writeSubframe(writer, samples);
  writer.align();
  writer.put(crc16(writer.bytes()), 16);
  return writer.bytes();
}

/** RFC 9639, section 9.1. */
function writeFrameHeader(writer: BitWriter, blockSize: number, frameNumber: number, sampleRate: number): void {
  const sizeBits = blockSize <= 0x100 ? 8 : 16;
  const sizeCode = BLOCK_SIZE_CODES.get(blockSize);
  writer.put(FIXED_BLOCK_SYNC, 16);
  writer.put(sizeCode ?? (sizeBits === 8 ? SIZE_IN_8_BITS : SIZE_IN_16_BITS), 4);
  writer.put(flacRateCode(sampleRate), 4);
  writer.put(MONO, 4);
  writer.put(DEPTH_16_BITS, 3);
  writer.put(0, 1);
  for (const byte of codedNumber(frameNumber)) writer.put(byte, 8);
  if (sizeCode === undefined) writer.put(blockSize - 1, sizeBits);
  writer.put(crc8(writer.bytes()), 8);
}
