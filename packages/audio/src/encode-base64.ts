import { encodeBase64Fallback } from './base64-fallback.ts';

/** Bytes -> base64 of the standard alphabet with padding, by the runtime's own encoder where it has one. */
export function encodeBase64(bytes: Uint8Array): string {
  return typeof bytes.toBase64 === 'function' ? bytes.toBase64() : encodeBase64Fallback(bytes);
}
