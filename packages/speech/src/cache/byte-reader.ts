const NOTHING = new Uint8Array(0);

/** Takes exact numbers of bytes from a body that comes in whatever pieces. */
export class ByteReader {
  readonly #read: () => Promise<Uint8Array | undefined>;
  #held: Uint8Array = NOTHING;

  /** @param read gives the next piece, undefined at the end; called only when bytes are missing. */
  constructor(read: () => Promise<Uint8Array | undefined>) {
    this.#read = read;
  }

  /** The next `count` bytes; undefined when the body ends before. Throws what `read` throws. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const taken = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      if (this.#held.length === 0 && !(await this.#more())) return undefined;
      const part = this.#held.subarray(0, count - at);
      taken.set(part, at);
      at += part.length;
      this.#held = this.#held.subarray(part.length);
    }
    return taken;
  }

  /** True when nothing is left. */
  async atEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more());
  }

  /** Reads on to the next byte; false when there is none. */
  async #more(): Promise<boolean> {
    while (this.#held.length === 0) {
      const piece = await this.#read();
      if (piece === undefined) return false;
      this.#held = piece;
    }
    return true;
  }
}
