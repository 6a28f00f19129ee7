/** The `length` bytes at `offset` as Latin-1 text; shorter where the bytes end. For four-letter file tags. */
export function asciiAt(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
