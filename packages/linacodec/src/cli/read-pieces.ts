import { parseTokenDocument, type TokenLimits } from '../tokens/parse-token-document.ts';
import { readJsonDocuments } from '../tokens/read-json-documents.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';

/** The pieces in a stream of JSON, each as soon as its document is complete. */
export async function* readPieces(
  bytes: AsyncIterable<Uint8Array>,
  limits: TokenLimits,
): AsyncGenerator<TokenPiece, void, void> {
  let number = 0;
  for await (const document of readJsonDocuments(bytes)) {
    number += 1;
    yield* parseNumbered(document, number, limits);
  }
}

/**
 * The pieces of one document out of several.
 * @param number of the document, from 1; errors begin with it
 */
export function parseNumbered(document: unknown, number: number, limits: TokenLimits): TokenPiece[] {
  try {
    return parseTokenDocument(document, limits);
  } catch (cause) {
    if (!(cause instanceof TokenError)) throw cause;
    throw new TokenError(`document ${number}: ${cause.message}`, { cause });
  }
}
