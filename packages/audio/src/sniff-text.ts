/** Kinds of text that arrive where audio should be: error bodies, login pages, base64 that was not decoded. */
export type TextKind = 'json' | 'html' | 'text';

/** Fewer bytes than this are too few to call text: they are one or two samples. */
const MIN_TEXT_BYTES = 8;
/**
 * How far to look, in bytes. Samples of one loud half wave can all be printable, so it must reach into the next half
 * wave: 2048 16-bit samples hold one of 12 Hz at 48 kHz.
 */
const TEXT_WINDOW_BYTES = 4096;

/** Control characters that no text has: all of C0 but tab, line feed, form feed and carriage return; and delete. */
const CONTROL = /[^\t\n\f\r\u0020-\u007e\u0080-\u{10ffff}]/u;

/** Which text the bytes are; undefined when they are not valid UTF-8 or hold control characters. */
export function sniffText(bytes: Uint8Array): TextKind | undefined {
  if (bytes.length < MIN_TEXT_BYTES) return undefined;
  const text = decodeUtf8(bytes.subarray(0, TEXT_WINDOW_BYTES));
  if (text === undefined || CONTROL.test(text)) return undefined;
  const start = text.trimStart();
  if (/^[[{]/.test(start)) return 'json';
  if (/^<(!doctype html|html|head|body)\b/i.test(start)) return 'html';
  return 'text';
}

/** `stream` lets a character that the window cuts in two pass. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
