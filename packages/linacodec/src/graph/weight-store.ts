/** Start of every tensor, in bytes: a page, as tools that write such files do. */
const ALIGNMENT = 4096;

/** Bytes that a vector register of 512 bits is loaded from. */
const CACHE_LINE = 64;

/** How a model file points at its weights: ONNX's external data entries. */
export type ExternalData = { key: string; value: string }[];

/** The file in which a graph under construction keeps its weights, until onnxruntime has packed them. */
export class WeightStore {
  readonly file: string;
  readonly #write: (bytes: Uint8Array, offset: number) => void;
  #size = 0;
  #largestUneven = 0;

  /** `file` is the name as it stands beside the models; `write` puts bytes at an offset of it. */
  constructor(file: string, write: (bytes: Uint8Array, offset: number) => void) {
    this.file = file;
    this.#write = write;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /**
   * Bytes of the largest tensor that does not fill whole cache lines; 0: all do. onnxruntime 1.30 packs its own data
   * behind a tensor without aligning it and then reads it with instructions that insist on alignment, so that
   * tensors of this size must not be kept in a file of packed weights.
   */
  get largestUneven(): number {
    return this.#largestUneven;
  }

  /** Appends one tensor. */
  add(bytes: Uint8Array): ExternalData {
    const offset = Math.ceil(this.#size / ALIGNMENT) * ALIGNMENT;
    this.#write(bytes, offset);
    this.#size = offset + bytes.byteLength;
    if (bytes.byteLength % CACHE_LINE !== 0) this.#largestUneven = Math.max(this.#largestUneven, bytes.byteLength);
    return [
      { key: 'location', value: this.file },
      { key: 'offset', value: `${offset}` },
      { key: 'length', value: `${bytes.byteLength}` },
    ];
  }
}
