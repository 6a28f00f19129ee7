import { type ReadAhead, readAhead } from './read-ahead.ts';
import { SmoothJoint } from './smooth-joint.ts';

export interface JoinOptions {
  /** How many pieces are under way beyond the one that plays. */
  lookAhead: number;
  /** Output rate in Hz. */
  sampleRate: number;
  /** Silence between two pieces, in milliseconds. */
  jointSilenceMs: number;
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
export async function* joinPieces(
  pieces: readonly string[],
  open: (piece: string, signal: AbortSignal) => AsyncGenerator<Float32Array, void, undefined>,
  options: JoinOptions,
  signal: AbortSignal,
): AsyncGenerator<Float32Array, void, undefined> {
  const { sampleRate, lookAhead } = options;
  const silence = Math.round((options.jointSilenceMs / 1_000) * sampleRate);
  const smooth = new SmoothJoint(sampleRate);
  const underWay: ReadAhead[] = [];
  let started = 0;
  let heard = false;
  const start = (until: number) => {
    for (; started < Math.min(until, pieces.length); started++) {
      const piece = pieces[started] ?? '';
      underWay.push(readAhead((inner) => open(piece, inner), AHEAD_S * sampleRate, signal));
    }
  };
  try {
    for (let playing = 0; playing < pieces.length; playing++) {
      start(playing + 1);
      smooth.joint();
      if (heard && silence > 0) {
        yield smooth.apply(new Float32Array(silence));
        smooth.joint();
      }
      for (let block = await underWay[0]?.next(); block !== undefined; block = await underWay[0]?.next()) {
        if (block.length === 0) continue;
        start(playing + 1 + lookAhead);
        heard = true;
        yield smooth.apply(block);
      }
      underWay.shift();
    }
  } finally {
    await Promise.all(underWay.map((piece) => piece.stop(new Error('the speech was left'))));
  }
}
