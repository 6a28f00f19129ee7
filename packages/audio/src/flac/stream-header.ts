import { BITS_PER_SAMPLE } from './flac-format.ts';

const MARK = [0x66, 0x4c, 0x61, 0x43];
const STREAM_INFO_BYTES = 34;
/** A metadata block's first byte: the flag of the last block, and type 0, which is STREAMINFO. */
const LAST_STREAM_INFO = 0x80;
/** Bits below the sample rate in its 32-bit word: channels - 1 (3), bits - 1 (5), top of the total samples (4). */
const RATE_SHIFT = 12;
const BITS_SHIFT = 4;
const MAX_UINT32 = 0xffff_ffff;

/**
 * What comes before the first frame: the mark "fLaC" and STREAMINFO (RFC 9639, sections 6 and 8.2) of a mono stream
 * of fixed block size. Frame sizes and MD5 stay 0, which says that they are not known, and so does the length of a
 * stream that leaves before it has ended.
 * @param samples the length, when it is known; one past 32 bits is written as unknown.
 */
export function streamHeader(sampleRate: number, blockSize: number, samples = 0): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(8 + STREAM_INFO_BYTES);
  const view = new DataView(header.buffer);
  header.set(MARK);
  view.setUint8(4, LAST_STREAM_INFO);
  view.setUint8(7, STREAM_INFO_BYTES);
  view.setUint16(8, blockSize);
  view.setUint16(10, blockSize);
  view.setUint32(18, (sampleRate << RATE_SHIFT) | ((BITS_PER_SAMPLE - 1) << BITS_SHIFT));
  view.setUint32(22, samples <= MAX_UINT32 ? samples : 0);
  return header;
}
