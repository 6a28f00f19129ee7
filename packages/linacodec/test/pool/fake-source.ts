import type { TokenPiece } from '../../src/tokens/token-piece.ts';

/** Pieces as they would come from a network: given when asked for, and it knows what happened to it. */
export class FakeSource implements AsyncIterable<TokenPiece> {
  /** Pieces asked for so far. */
  pulled = 0;
  /** Whether its reader gave it back before its end. */
  returned = false;
  readonly #pieces: TokenPiece[];
  readonly #afterwards: 'end' | 'hang' | Error;

  /** Gives `pieces`, and then ends, never answers, or fails. */
  constructor(pieces: TokenPiece[], afterwards: 'end' | 'hang' | Error = 'end') {
    this.#pieces = [...pieces];
    this.#afterwards = afterwards;
  }

  [Symbol.asyncIterator](): AsyncIterator<TokenPiece> {
    return {
      next: () => this.#next(),
      return: async () => {
        this.returned = true;
        return { done: true, value: undefined };
      },
    };
  }

  async #next(): Promise<IteratorResult<TokenPiece>> {
    this.pulled++;
    const value = this.#pieces.shift();
    if (value !== undefined) return { done: false, value };
    if (this.#afterwards === 'hang') return new Promise(() => {});
    if (this.#afterwards === 'end') return { done: true, value: undefined };
    throw this.#afterwards;
  }
}
