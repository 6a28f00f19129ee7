import { makeCrc } from '../crc.ts';

/** Most segments of a page, and most bytes of a segment: both are counted in one byte. */
export const MAX_SEGMENTS = 255;
export const MAX_SEGMENT_BYTES = 255;
/** Bytes of a page before its segment table. */
const FIXED_HEADER_BYTES = 27;
const CRC_OFFSET = 22;
const CAPTURE_PATTERN = [0x4f, 0x67, 0x67, 0x53];

/** Bits of the header type. */
const CONTINUED = 1;
const BEGIN_OF_STREAM = 2;
const END_OF_STREAM = 4;

const crc32 = makeCrc(32, 0x04c1_1db7);

/** What a page says and carries. */
export interface OggPage {
  /** Begins with the rest of a packet of the page before. */
  continued: boolean;
  /** First page of its stream. */
  first: boolean;
  /** Last page of its stream. */
  last: boolean;
  /** Position at the end of the last packet that ends here; -1 when none does. */
  granule: number;
  /** Tells the stream from others in the same file; 32 bits. */
  serial: number;
  /** Counts the pages of the stream from 0; written modulo 2^32. */
  sequence: number;
  /** Length of each segment, at most 255 of them. */
  lacing: Uint8Array;
  /** The segments one after the other. */
  body: Uint8Array;
}

/** The bytes of a page: RFC 3533, section 6. */
export function oggPage(page: OggPage): Uint8Array<ArrayBuffer> {
  const headerBytes = FIXED_HEADER_BYTES + page.lacing.length;
  const bytes = new Uint8Array(headerBytes + page.body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(CAPTURE_PATTERN);
  view.setUint8(5, headerType(page));
  view.setBigInt64(6, BigInt(page.granule), true);
  view.setUint32(14, page.serial, true);
  view.setUint32(18, page.sequence, true);
  view.setUint8(26, page.lacing.length);
  bytes.set(page.lacing, FIXED_HEADER_BYTES);
  bytes.set(page.body, headerBytes);
  // Taken over the whole page while its own field is still 0.
  view.setUint32(CRC_OFFSET, crc32(bytes), true);
  return bytes;
}

function headerType({ continued, first, last }: OggPage): number {
  return (continued ? CONTINUED : 0) | (first ? BEGIN_OF_STREAM : 0) | (last ? END_OF_STREAM : 0);
}
