import { encodeBase64 } from '@voxlane/audio';

/** Bytes that are written at once: whole groups of three, so that only the end is padded; 32 kB of text. */
const PIECE_BYTES = 24_576;

/** The base64 of all `parts` joined, piece by piece: neither the bytes nor the text are ever in memory whole. */
export function* base64Pieces(parts: Iterable<Uint8Array>): Generator<string, void, undefined> {
  const piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.byteLength; ) {
      const some = part.subarray(at, at + PIECE_BYTES - filled);
      piece.set(some, filled);
      filled += some.byteLength;
      at += some.byteLength;
      if (filled < PIECE_BYTES) continue;
      yield encodeBase64(piece);
      filled = 0;
    }
  }
  if (filled > 0) yield encodeBase64(piece.subarray(0, filled));
}
