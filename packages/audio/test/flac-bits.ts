/** Reads fields of bits, highest first. Throws a RangeError past the end. */
export class FlacBits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at === 8 * this.#bytes.length;
  }

  /** Whole bytes read. */
  get byteOffset(): number {
    return this.#at >> 3;
  }

  slice(from: number, to: number): Uint8Array {
    return this.#bytes.slice(from, to);
  }

  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError(`the stream ends inside a field of ${count} bits`);
      value = 2 * value + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  takeSigned(count: number): number {
    const value = this.take(count);
    return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** A Rice code: zeros up to a one, `parameter` bits, then the sign folded into the lowest bit. */
  takeRice(parameter: number): number {
    let quotient = 0;
    while (this.take(1) === 0) quotient++;
    const folded = quotient * 2 ** parameter + this.take(parameter);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  /** Skips to the next whole byte; the value of the bits skipped. */
  toByte(): number {
    return this.take(-this.#at & 7);
  }
}
