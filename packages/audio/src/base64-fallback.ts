const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGITS = new TextEncoder().encode(ALPHABET);
const PADDING = 0x3d;
const INVALID = 0xff;
const VALUES = new Uint8Array(256).fill(INVALID);
DIGITS.forEach((digit, value) => {
  VALUES[digit] = value;
});

/** Value 0..63 of one character of the standard alphabet; undefined for any other. */
export function base64Value(char: string): number | undefined {
  const value = VALUES[char.charCodeAt(0)] ?? INVALID;
  return value === INVALID ? undefined : value;
}

/** Standard base64 with padding, for runtimes without Uint8Array.prototype.toBase64. */
export function encodeBase64Fallback(bytes: Uint8Array): string {
  const digits = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PADDING);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const bits = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    digits[at] = DIGITS[bits >> 18] as number;
    digits[at + 1] = DIGITS[(bits >> 12) & 63] as number;
    if (left > 1) digits[at + 2] = DIGITS[(bits >> 6) & 63] as number;
    if (left > 2) digits[at + 3] = DIGITS[bits & 63] as number;
    at += 4;
  }
  return new TextDecoder().decode(digits);
}

/**
 * Decodes the standard alphabet without padding or white space, for runtimes without Uint8Array.fromBase64; the length
 * is never 1 past whole groups. Undefined when there is any other character.
 */
export function decodeBase64Fallback(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  // Invalid is the only value with the top bit: one test at the end does for all. Beyond Latin-1 it reads as invalid.
  let seen = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? INVALID;
    seen |= value;
    bits = (bits << 6) | value;
    if (i % 4 === 3) {
      bytes[at++] = bits >> 16;
      bytes[at++] = bits >> 8;
      bytes[at++] = bits;
    }
  }
  if (text.length % 4 === 2) bytes[at] = bits >> 4;
  if (text.length % 4 === 3) {
    bytes[at++] = bits >> 10;
    bytes[at] = bits >> 2;
  }
  return seen < 0x80 ? bytes : undefined;
}
