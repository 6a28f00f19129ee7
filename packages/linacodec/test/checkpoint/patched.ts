/** The bytes with a little-endian number written over those at `at`. */
export function patched(
  bytes: Uint8Array,
  at: number,
  width: 1 | 2 | 4 | 8,
  value: number | bigint,
): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(bytes);
  changed.set(new Uint8Array(BigUint64Array.of(BigInt(value)).buffer, 0, width), at);
  return changed;
}
