/** Joins pieces of bytes. */
export function concat(pieces: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const list = [...pieces];
  const whole = new Uint8Array(list.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of list) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
