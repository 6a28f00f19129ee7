/**
 * Measures what decoding a stream takes, from outside: the time while the reader waits for audio and the decoder does
 * not wait for tokens.
 */
export class DecodeWatch {
  readonly #now: () => number;
  #audioWanted = false;
  #tokensWanted = false;
  #lookedAt = 0;
  #workedMs = 0;
  #samples = 0;

  /** @param now milliseconds since some fixed point. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get decodeSeconds(): number {
    return this.#workedMs / 1_000;
  }

  /** Samples handed out so far. */
  get samples(): number {
    return this.#samples;
  }

  /** The tokens on their way in. */
  async *source<T>(pieces: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    try {
      this.#want({ tokens: true });
      for await (const piece of pieces) {
        this.#want({ tokens: false });
        yield piece;
        this.#want({ tokens: true });
      }
    } finally {
      this.#want({ tokens: false });
    }
  }

  /** The audio on its way out. */
  async *audio(blocks: AsyncGenerator<Float32Array, void, undefined>): AsyncGenerator<Float32Array, void, undefined> {
    try {
      for (;;) {
        this.#want({ audio: true });
        const { done, value } = await blocks.next();
        this.#want({ audio: false });
        if (done) return;
        this.#samples += value.length;
        yield value;
      }
    } finally {
      this.#want({ audio: false });
      await blocks.return();
    }
  }

  /** Counts the time since the last change, if the decoder was at work, and notes the change. */
  #want({ audio = this.#audioWanted, tokens = this.#tokensWanted }: { audio?: boolean; tokens?: boolean }): void {
    const now = this.#now();
    if (this.#audioWanted && !this.#tokensWanted) this.#workedMs += now - this.#lookedAt;
    this.#lookedAt = now;
    this.#audioWanted = audio;
    this.#tokensWanted = tokens;
  }
}
