import { base64Value, decodeBase64Fallback } from './base64-fallback.ts';
import { DataError } from './data-error.ts';

/** The bound on what may come out. */
export interface DecodeBase64Options {
  /** Most bytes to decode to; more is refused before any memory is taken for it. */
  maxBytes: number;
}

/**
 * Base64 -> bytes. Takes the standard and the URL-safe alphabet, with or without padding, with white space anywhere,
 * and `data:` URIs. Everything else throws a DataError: other characters, impossible lengths, wrong padding, bits left
 * over that are not zero (text cut off or damaged), and more than `maxBytes`.
 */
export function decodeBase64(text: string, { maxBytes }: DecodeBase64Options): Uint8Array<ArrayBuffer> {
  const digits = withoutPadding(standardForm(withoutDataUri(text)));
  const size = Math.floor((digits.length * 3) / 4);
  if (size > maxBytes) throw new DataError('too_large', `base64 of ${size} bytes; at most ${maxBytes} are taken`);
  if (digits.length % 4 === 1) {
    throw new DataError('malformed', `base64 of ${digits.length} characters was cut: a last group has 2, 3 or 4`);
  }
  checkLastGroup(digits);
  const bytes = decodeDigits(digits);
  if (bytes === undefined) throw new DataError('malformed', `not base64: it holds ${firstWrong(digits)}`);
  return bytes;
}

/** A media type with parameters is short: where a longer head comes before the comma, it is no audio we know. */
const MAX_DATA_URI_HEAD = 256;

function withoutDataUri(text: string): string {
  if (!/^\s*data:/i.test(text)) return text;
  const comma = text.slice(0, MAX_DATA_URI_HEAD).indexOf(',');
  if (comma < 0 || !/;base64$/i.test(text.slice(0, comma))) {
    throw new DataError('unsupported', 'a data: URI must be base64: data:<type>;base64,<digits>');
  }
  return text.slice(comma + 1);
}

/** Without white space and in the standard alphabet; the same string when it is so already. */
function standardForm(text: string): string {
  if (!/[\s_-]/.test(text)) return text;
  return text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
}

function withoutPadding(text: string): string {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding > 0 && text.length % 4 !== 0) {
    throw new DataError('malformed', 'base64 with wrong padding: with it the length must be a multiple of 4');
  }
  return text.slice(0, text.length - padding);
}

function checkLastGroup(digits: string): void {
  const unused = { 2: 0b1111, 3: 0b11 }[digits.length % 4];
  const last = base64Value(digits.slice(-1));
  if (unused !== undefined && last !== undefined && (last & unused) !== 0) {
    throw new DataError('malformed', 'base64 is damaged at its end: the bits that no byte uses must be zero');
  }
}

function decodeDigits(digits: string): Uint8Array<ArrayBuffer> | undefined {
  if (typeof Uint8Array.fromBase64 !== 'function') return decodeBase64Fallback(digits);
  try {
    return Uint8Array.fromBase64(digits);
  } catch {
    return undefined;
  }
}

function firstWrong(digits: string): string {
  const at = digits.search(/[^A-Za-z0-9+/]/);
  return `${JSON.stringify(digits[at])} as character ${at + 1}`;
}
