/** Bytes that came and are not used up yet: those of a frame that has not all come. */
export class ByteQueue {
  #bytes = new Uint8Array(0);

  /** What waits; good until the next push. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  push(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
  }

  /** Uses up the first `count` bytes. */
  drop(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
  }
}
