/** Grows by half again, so that appending stays linear. */
const GROWTH = 1.5;

/**
 * Frames of one stage of a stream, addressed by their number in the whole stream. Old ones are dropped from the front.
 */
export class FrameBuffer {
  readonly width: number;
  #data: Float32Array<ArrayBuffer>;
  #first = 0;
  #end = 0;

  /** `width` values a frame. */
  constructor(width: number) {
    this.width = width;
    this.#data = new Float32Array(64 * width);
  }

  /** Number of the frame after the last one so far. */
  get end(): number {
    return this.#end;
  }

  append(frames: Float32Array): void {
    const held = (this.#end - this.#first) * this.width;
    if (held + frames.length > this.#data.length) {
      const grown = new Float32Array(Math.ceil((held + frames.length) * GROWTH));
      grown.set(this.#data.subarray(0, held));
      this.#data = grown;
    }
    this.#data.set(frames, held);
    this.#end += frames.length / this.width;
  }

  /** Frames `from` to `to`, valid until the next call of `append` or `drop`. */
  slice(from: number, to: number): Float32Array {
    if (from < this.#first || to > this.#end || from > to) {
      throw new RangeError(`frames ${from} to ${to} asked for, ${this.#first} to ${this.#end} held`);
    }
    return this.#data.subarray((from - this.#first) * this.width, (to - this.#first) * this.width);
  }

  /** Forgets all frames before `frame`. */
  drop(frame: number): void {
    if (frame <= this.#first) return;
    this.#data.copyWithin(0, (frame - this.#first) * this.width, (this.#end - this.#first) * this.width);
    this.#first = Math.min(frame, this.#end);
  }
}
