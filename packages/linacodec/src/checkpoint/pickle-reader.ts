import { CheckpointError } from './checkpoint-error.ts';
import { decodeUtf8 } from './checkpoint-file.ts';

/** Longest string in a pickle, in bytes; tensor names have under 80. */
const MAX_TEXT = 1024;

const NEWLINE = 0x0a;

/** Takes a pickle apart from the front. Throws a CheckpointError when more is taken than is there. */
export class PickleReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #file: string;
  #at = 0;

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#file = file;
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#at;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** UTF-8 of so many bytes. */
  text(length: number): string {
    if (length > MAX_TEXT) {
      const found = `a string of ${length} bytes in the pickle`;
      throw new CheckpointError({ file: this.#file, found, expected: `at most ${MAX_TEXT}` });
    }
    const from = this.#take(length);
    return decodeUtf8(this.#bytes.subarray(from, from + length), this.#file, 'a string in the pickle');
  }

  /** UTF-8 up to a newline, which is taken too. */
  line(): string {
    const end = this.#bytes.indexOf(NEWLINE, this.#at);
    const line = this.text((end < 0 ? this.#bytes.length : end) - this.#at);
    this.#take(1);
    return line;
  }

  #take(length: number): number {
    const from = this.#at;
    if (from + length > this.#bytes.length) {
      const found = `a pickle that ends after ${this.#bytes.length} bytes`;
      throw new CheckpointError({ file: this.#file, found, expected: `${from + length} bytes at least` });
    }
    this.#at += length;
    return from;
  }
}
