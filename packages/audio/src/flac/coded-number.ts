/** Highest number of a frame in a stream of fixed block size: 31 bits, 1.6 years of blocks of 24 ms. */
export const MAX_FRAME_NUMBER = 0x7fff_ffff;

/** What one byte carries alone, and what each byte after the first adds. */
const SINGLE_BYTE_BITS = 7;
const CONTINUATION_BITS = 6;
const CONTINUATION_MARK = 0x80;
const CONTINUATION_MASK = 0x3f;

/**
 * The number of a frame in 1 to 6 bytes, the way UTF-8 writes a code point but up to 31 bits (RFC 9639, section
 * 9.1.5). Throws a RangeError for anything but a whole number from 0 to {@link MAX_FRAME_NUMBER}.
 */
export function codedNumber(value: number): number[] {
  if (!Number.isInteger(value) || value < 0 || value > MAX_FRAME_NUMBER) {
    throw new RangeError(`frame number is ${value}; it must be a whole number from 0 to ${MAX_FRAME_NUMBER}`);
  }
  if (value < 1 << SINGLE_BYTE_BITS) return [value];
  const bytes: number[] = [];
  let rest = value;
  // The first byte has room for 5 bits when one more follows, and for one bit fewer with every further byte.
  for (let room = CONTINUATION_BITS - 1; ; room--) {
    bytes.unshift(CONTINUATION_MARK | (rest & CONTINUATION_MASK));
    rest >>>= CONTINUATION_BITS;
    if (rest < 1 << room) return [leadingOnes(bytes.length + 1) | rest, ...bytes];
  }
}

/** A byte that begins with `count` ones. */
function leadingOnes(count: number): number {
  return 0xff & (0xff << (8 - count));
}
