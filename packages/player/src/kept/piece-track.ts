import type { TextSpan } from '../player-state.ts';

/** More pieces than the longest text has; a server that sends more has its later ones ignored. */
const MAX_PIECES = 10_000;

/** Which piece of the text is spoken at a moment of the audio. */
export class PieceTrack {
  readonly #pieces: { span: TextSpan; at: number }[] = [];

  /** @param at seconds of audio at which the piece begins */
  add(span: TextSpan, at: number): void {
    if (this.#pieces.length < MAX_PIECES) this.#pieces.push({ span, at });
  }

  /** The piece that is spoken `seconds` into the audio; undefined before the first one. */
  at(seconds: number): TextSpan | undefined {
    return this.#pieces.findLast(({ at }) => at <= seconds)?.span;
  }
}
