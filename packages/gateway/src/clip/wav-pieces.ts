import { floatToInt16, wavHeader } from '@voxlane/audio';
import type { Speech } from '@voxlane/speech';

const NOTHING = new Uint8Array(0);

/**
 * Speech as WAV of unknown length: a header of 44 bytes by itself, then samples in pieces of one size; only the last one
 * is shorter. Leaving it early lets go of the speech.
 * @param pieceBytes of a piece, an even number.
 */
export async function wavPieces(
  speech: Pick<Speech, 'audio' | 'sampleRate'>,
  pieceBytes: number,
): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  const pieces = cut(speech, pieceBytes);
  // Begun at once: leaving a generator that was never begun would release nothing.
  await pieces.next();
  return pieces;
}

async function* cut(
  { audio, sampleRate }: Pick<Speech, 'audio' | 'sampleRate'>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield NOTHING;
    yield wavHeader({ sampleRate });
    let piece = new Uint8Array(pieceBytes);
    let filled = 0;
    for await (const samples of audio) {
      const bytes = floatToInt16(samples);
      for (let at = 0; at < bytes.byteLength; ) {
        const some = bytes.subarray(at, at + pieceBytes - filled);
        piece.set(some, filled);
        filled += some.byteLength;
        at += some.byteLength;
        if (filled < pieceBytes) continue;
        yield piece;
        piece = new Uint8Array(pieceBytes);
        filled = 0;
      }
    }
    if (filled > 0) yield piece.subarray(0, filled);
  } finally {
    await audio.return();
  }
}
