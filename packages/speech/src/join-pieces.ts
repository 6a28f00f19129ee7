import type { OutputRate } from './output-rate.ts';
import { type ReadAhead, readAhead } from './read-ahead.ts';
import { SmoothJoint } from './smooth-joint.ts';

export interface JoinOptions<Piece> {
  /** How many pieces are under way beyond the one that plays. */
  lookAhead: number;
  /** Output rate; known once the first block of a piece is there. */
  rate: OutputRate;
  /** Silence between two pieces, in milliseconds. */
  jointSilenceMs: number;
  /** Told before a piece's first block is handed out: after how many samples it begins. */
  onPiece?: (piece: Piece, sample: number) => void;
}

/** Audio kept ready for each piece under way, in seconds; what RunPod hands out in one reply comes on top. */
const AHEAD_S = 4;

/**
 * Speaks pieces of text one after another as one continuous stream, the next ones under way while one plays.
 *
 * Nothing is requested ahead before the first audio, so that a failure until then has cost one job only. Left early,
 * every piece under way is stopped.
 * @param open speaks one piece: mono floats at the output rate.
 */
export async function* joinPieces<Piece>(
  pieces: readonly Piece[],
  open: (piece: Piece, signal: AbortSignal) => AsyncGenerator<Float32Array, void, undefined>,
  options: JoinOptions<Piece>,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const { rate, lookAhead, jointSilenceMs, onPiece } = options;
  const underWay: ReadAhead[] = [];
  let started = 0;
  let given = 0;
  let smooth: SmoothJoint | undefined;
  const start = (until: number) => {
    for (const piece of pieces.slice(started, until)) {
      started += 1;
      underWay.push(
        readAhead(
          (inner) => open(piece, inner),
          () => AHEAD_S * rate.hz,
          signal,
        ),
      );
    }
  };
  try {
    for (const [playing, piece] of pieces.entries()) {
      start(playing + 1);
      smooth?.joint();
      if (smooth !== undefined && jointSilenceMs > 0) {
        const silence = new Float32Array(Math.round((jointSilenceMs / 1_000) * rate.hz));
        given += silence.length;
        yield smooth.apply(silence);
        smooth.joint();
      }
      let begun = false;
      for (let block = await underWay[0]?.next(); block !== undefined; block = await underWay[0]?.next()) {
        if (block.length === 0) continue;
        start(playing + 1 + lookAhead);
        if (!begun) onPiece?.(piece, given);
        begun = true;
        smooth ??= new SmoothJoint(rate.hz);
        given += block.length;
        yield smooth.apply(block);
      }
      underWay.shift();
    }
  } finally {
    await Promise.all(underWay.map((piece) => piece.stop(new Error('the speech was left'))));
  }
}
