import type { TokenPiece } from '../../src/tokens/token-piece.ts';

/** How often the embedding is sent. */
export type Sent = 'once' | 'always';

/** Tokens in pieces of random sizes up to `largest`, every fourth of them empty. */
export function cutTokens(
  { tokens, embedding }: Required<TokenPiece>,
  random: () => number,
  { largest, sent }: { largest: number; sent: Sent },
): TokenPiece[] {
  const pieces: TokenPiece[] = [];
  for (let at = 0; at < tokens.length; ) {
    const size = random() < 0.25 ? 0 : 1 + Math.floor(random() * largest);
    const isFirst = pieces.length === 0;
    pieces.push({ tokens: tokens.slice(at, at + size), ...((isFirst || sent === 'always') && { embedding }) });
    at += size;
  }
  return pieces;
}

/** Tokens one by one. */
export function oneByOne({ tokens, embedding }: Required<TokenPiece>, sent: Sent): TokenPiece[] {
  return Array.from(tokens, (token, index) => ({
    tokens: Int32Array.of(token),
    ...((index === 0 || sent === 'always') && { embedding }),
  }));
}
