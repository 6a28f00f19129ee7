/**
 * A first-in first-out store of samples in memory that is taken once: the audio thread must not allocate. The last
 * `history` samples that were read stay in place, so that reading can step back.
 */
export class RingBuffer {
  readonly #samples: Float32Array;
  readonly #history: number;
  #written = 0;
  #read = 0;

  /** @param capacity samples that can wait; @param history samples that can be read once more */
  constructor(capacity: number, history: number) {
    this.#samples = new Float32Array(capacity + history);
    this.#history = history;
  }

  /** Samples that wait to be read. */
  get length(): number {
    return this.#written - this.#read;
  }

  /** Samples read so far, those that were stepped back not counted. */
  get position(): number {
    return this.#read;
  }

  /** Appends. Throws a RangeError when there is no room: the writer has to know what was read. */
  write(samples: Float32Array): void {
    const room = this.#samples.length - this.#history - this.length;
    if (samples.length > room) throw new RangeError(`${samples.length} samples do not fit; there is room for ${room}`);
    const at = this.#written % this.#samples.length;
    const first = samples.subarray(0, this.#samples.length - at);
    this.#samples.set(first, at);
    this.#samples.set(samples.subarray(first.length), 0);
    this.#written += samples.length;
  }

  /** Fills `into` from its start with the next samples; throws a RangeError when fewer wait. */
  read(into: Float32Array): void {
    if (into.length > this.length) throw new RangeError(`${into.length} samples asked for, ${this.length} wait`);
    const at = this.#read % this.#samples.length;
    const first = this.#samples.subarray(at, at + into.length);
    into.set(first);
    if (first.length < into.length) into.set(this.#samples.subarray(0, into.length - first.length), first.length);
    this.#read += into.length;
  }

  /** Makes the last `count` samples be read once more; throws a RangeError past what is kept. */
  stepBack(count: number): void {
    const most = Math.min(this.#history, this.#read);
    if (count > most) throw new RangeError(`${count} samples back is too far; ${most} are kept`);
    this.#read -= count;
  }
}
