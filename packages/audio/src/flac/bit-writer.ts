/** Most bits that fit the 32-bit accumulator beside the up to seven that wait for their byte to fill. */
const MAX_PUT_BITS = 24;

/** Writes fields of any number of bits, highest bit first (RFC 9639, section 5), into memory of a fixed size. */
export class BitWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;
  #pending = 0;
  #pendingBits = 0;

  /** @param capacity most bytes that will be written; the writer of a frame knows its worst case. */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Appends the lowest `bits` (0 to 24) bits of `value`: two's complement when it is negative. */
  put(value: number, bits: number): void {
    this.#pending = (this.#pending << bits) | (value & ((1 << bits) - 1));
    this.#pendingBits += bits;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#bytes[this.#length++] = this.#pending >>> this.#pendingBits;
    }
  }

  /** Appends `zeros` zero bits and a one. */
  putUnary(zeros: number): void {
    let left = zeros;
    for (; left >= MAX_PUT_BITS; left -= MAX_PUT_BITS) this.put(0, MAX_PUT_BITS);
    this.put(1, left + 1);
  }

  /** Appends zero bits up to the next whole byte. */
  align(): void {
    if (this.#pendingBits > 0) this.put(0, 8 - this.#pendingBits);
  }

  /** The whole bytes written so far, as a view. Throws a RangeError when more was written than there is room for. */
  bytes(): Uint8Array<ArrayBuffer> {
    if (this.#length > this.#bytes.length) {
      throw new RangeError(`${this.#length} bytes were written into room for ${this.#bytes.length}`);
    }
    return this.#bytes.subarray(0, this.#length);
  }
}
