import { pieceEnd } from './piece-end.ts';
import { checkPieceOptions, type PieceOptions } from './piece-limits.ts';
import { readScript } from './script.ts';

/** Each piece may be so many times as long as the one before: its audio plays while the next, longer one is made. */
const GROWTH = 2;

/** A piece of a text and where it stands there, in UTF-16 units: from `start` up to but not including `end`. */
export interface TextPiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Plans the requests in which a text is spoken: a short piece first, so that audio can start early, then growing ones
 * up to `most`. Cuts are made at the best place in reach: paragraph, sentence, clause, word, grapheme cluster.
 *
 * What always holds: the pieces joined are exactly `text`; none is empty or longer than `most`; no surrogate pair is
 * cut. What holds unless the text itself forbids it:
 * - every piece has something to say ({@link isSpeakable}), except inside a run of `most` or more characters without
 *   any (a page of spaces); such pieces are best skipped. A text with nothing to say at all comes back in as few
 *   pieces as `most` allows: check it before.
 * - no grapheme cluster is cut, except one longer than `most`.
 * - no piece is much shorter than `least`, the last one included: it is merged, or the cut before it moves.
 *   A sentence of half of `least` may stand alone where the only other choice is a cut between two words.
 * - the first piece is no longer than `first`, unless it is one word or too little would be left after it.
 *
 * @returns No piece for an empty text.
 * @throws RangeError when an option is out of range or `locale` is not a well-formed tag.
 */
export function planPieces(text: string, options: PieceOptions): string[] {
  return planPieceRanges(text, options).map((piece) => piece.text);
}

/** The same pieces, each with its place in the text. */
export function planPieceRanges(text: string, options: PieceOptions): TextPiece[] {
  const limits = checkPieceOptions(options);
  const script = readScript(text, limits, options.locale);
  const pieces: TextPiece[] = [];
  let wanted = limits.first;
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(script, start, wanted);
    pieces.push({ text: text.slice(start, end), start, end });
    wanted = Math.min(limits.most, wanted * GROWTH);
    start = end;
  }
  return pieces;
}
