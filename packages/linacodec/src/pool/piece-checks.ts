import { parseEmbedding } from '../tokens/parse-embedding.ts';
import { parseTokens } from '../tokens/parse-tokens.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import type { DecoderInfo } from './decoder.ts';

/** Most tokens that may be announced: a day of speech. Larger numbers are mistakes. */
const MOST_TOTAL_TOKENS = 2_160_000;

/** Holds the pieces of one stream against what they must be. Throws a TokenError. */
export class PieceChecks {
  readonly #info: Pick<DecoderInfo, 'vocabulary' | 'embeddingSize'>;
  readonly #announced: number | undefined;
  #tokens = 0;
  #voiced = false;

  /** @param announced tokens of the whole stream, when they are known beforehand */
  constructor(info: Pick<DecoderInfo, 'vocabulary' | 'embeddingSize'>, announced?: number) {
    this.#info = info;
    this.#announced = announced;
    if (announced === undefined) return;
    if (!Number.isInteger(announced) || announced < 1 || announced > MOST_TOTAL_TOKENS) {
      throw new TokenError(`totalTokens is ${announced}; it must be a whole number from 1 to ${MOST_TOTAL_TOKENS}`);
    }
  }

  /** One piece, checked. The first one with tokens needs an embedding, its own or an earlier one. */
  piece({ tokens, embedding }: TokenPiece): TokenPiece {
    const checked = parseTokens(tokens, this.#info.vocabulary);
    const voice = embedding && parseEmbedding(embedding, this.#info.embeddingSize);
    this.#voiced ||= voice !== undefined;
    if (checked.length > 0 && !this.#voiced) {
      throw new TokenError(
        `the first piece has no embedding; it needs the ${this.#info.embeddingSize} values of a speaker`,
      );
    }
    this.#tokens += checked.length;
    if (this.#announced !== undefined && this.#tokens > this.#announced) throw this.#otherThanAnnounced('or more');
    return { tokens: checked, ...(voice && { embedding: voice }) };
  }

  /** Says that there are no more pieces. */
  end(): void {
    if (this.#announced !== undefined && this.#tokens !== this.#announced) throw this.#otherThanAnnounced('in all');
  }

  #otherThanAnnounced(words: string): TokenError {
    return new TokenError(`totalTokens is ${this.#announced}, but ${this.#tokens} tokens came ${words}`);
  }
}
