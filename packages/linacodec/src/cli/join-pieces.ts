import { MAX_TOKENS, requireTokens } from '../tokens/parse-tokens.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';

/** Pieces as one utterance. */
export interface Utterance {
  /** [tokens], one or more. */
  tokens: Int32Array;
  /** [128] */
  embedding: Float32Array;
}

const INSTEAD = 'use --mode progressive, which decodes piece by piece';

/**
 * Puts the tokens of all pieces in a row, for a decode that sees everything at once. It has one speaker throughout.
 * @throws TokenError when there are no tokens or no embedding, the embedding changes, or it is too long for one decode
 */
export function joinPieces(pieces: readonly TokenPiece[]): Utterance {
  const spoken = pieces.filter(({ tokens }) => tokens.length > 0);
  const total = spoken.reduce((sum, { tokens }) => sum + tokens.length, 0);
  if (total > MAX_TOKENS) {
    throw new TokenError(`there are ${total} tokens; an exact decode takes at most ${MAX_TOKENS}; ${INSTEAD}`);
  }
  const tokens = new Int32Array(total);
  let at = 0;
  for (const piece of spoken) {
    tokens.set(piece.tokens, at);
    at += piece.tokens.length;
  }
  return { tokens: requireTokens(tokens), embedding: onlyEmbedding(pieces) };
}

function onlyEmbedding(pieces: readonly TokenPiece[]): Float32Array {
  const [first, ...others] = pieces.flatMap(({ embedding }) => embedding ?? []);
  if (first === undefined) throw new TokenError('there is no embedding; the first piece must bring one of 128 values');
  if (others.some((other) => other.some((value, i) => value !== first[i]))) {
    throw new TokenError(`the embedding changes between pieces; an exact decode has one; ${INSTEAD}`);
  }
  return first;
}
