import type { AudioPayload } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';
import type { TokenChunk } from './token-decoder.ts';

/**
 * Codec tokens up to the next hole, the end of the job or its failure, for one stream of a decoder, which pulls them.
 *
 * A failure of the job is kept and looks like the end, so that a decoder that reads ahead makes sound of what it has
 * before; then `checkEnd` throws it.
 */
export class TokenStretch implements AsyncIterable<TokenChunk> {
  readonly #payloads: AsyncIterator<AudioPayload>;
  readonly #chunks: AsyncGenerator<TokenChunk, void, undefined>;
  /** The latest embedding: handlers may give it with their first chunk only. */
  embedding: unknown;
  /** Why it ended; undefined while it goes on. */
  ending: 'hole' | 'end' | { error: unknown } | undefined;
  #tokens = 0;
  #lastTokens = 0;

  /** @param embedding the one of the stretch before, which a decoder that begins anew does not know. */
  constructor(first: TokenChunk, payloads: AsyncIterator<AudioPayload>, embedding: unknown) {
    this.#payloads = payloads;
    this.embedding = first.embedding ?? embedding;
    this.#chunks = this.#read({ ...first, embedding: this.embedding });
  }

  /** Without `return`: a decoder that stops reading need not wait for a chunk that it has asked for. */
  [Symbol.asyncIterator](): AsyncIterator<TokenChunk> {
    return { next: () => this.#chunks.next() };
  }

  /** How much of the stretch's sound is that of its last chunk, 0 to 1: a codec gives each token the same time. */
  get lastShare(): number {
    return this.#tokens === 0 ? 0 : this.#lastTokens / this.#tokens;
  }

  /**
   * To be called when the decoder has ended.
   * @throws what the job failed with, or Problem `internal` when chunks are left.
   */
  checkEnd(): void {
    if (this.ending === undefined) throw new Problem('internal', 'The token decoder ended before its tokens did');
    if (typeof this.ending === 'object') throw this.ending.error;
  }

  async *#read(first: TokenChunk): AsyncGenerator<TokenChunk, void, undefined> {
    for (let chunk: TokenChunk | undefined = first; chunk !== undefined; chunk = await this.#next()) {
      this.#lastTokens = tokenCount(chunk.tokens);
      this.#tokens += this.#lastTokens;
      this.embedding = chunk.embedding ?? this.embedding;
      yield chunk;
    }
  }

  async #next(): Promise<TokenChunk | undefined> {
    try {
      const { done, value } = await this.#payloads.next();
      if (!done && value.kind === 'tokens') return value;
      // A job that mixes tokens with audio was refused before.
      this.ending = done ? 'end' : 'hole';
    } catch (error) {
      this.ending = { error };
    }
    return undefined;
  }
}

/** Tokens of a list, or of a batch of one (`[[1, 2]]`); a decoder takes nothing else. */
function tokenCount(tokens: unknown): number {
  let list = tokens;
  while (Array.isArray(list) && list.length === 1 && Array.isArray(list[0])) [list] = list;
  return Array.isArray(list) ? list.length : 0;
}
