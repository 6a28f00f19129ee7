/** Length of the smoothing at a joint, in seconds: too short to be heard as a change, long enough to hide a step. */
const SMOOTHING_S = 0.005;

/**
 * Makes separate stretches of audio meet without a click, and without waiting for the end of one to know the next.
 *
 * At a joint the step between the last sample played and the first one of the new stretch is added to the new stretch
 * and let go to nothing along half a cosine. A stretch that begins where the other ended is left as it is, bit for bit.
 */
export class SmoothJoint {
  readonly #length: number;
  #last = 0;
  #step = 0;
  #at = 0;
  #begun = false;
  #joint = false;

  /** @param sampleRate in Hz. */
  constructor(sampleRate: number) {
    this.#length = Math.max(1, Math.round(sampleRate * SMOOTHING_S));
    this.#at = this.#length;
  }

  /** The next block begins a new stretch. */
  joint(): void {
    this.#joint = this.#begun;
  }

  /** Smooths a block in place and returns it. */
  apply(block: Float32Array): Float32Array {
    const [first] = block;
    if (first === undefined) return block;
    if (this.#joint) {
      this.#step = this.#last - first;
      this.#at = 0;
      this.#joint = false;
    }
    const count = this.#step === 0 ? 0 : Math.min(block.length, this.#length - this.#at);
    for (let i = 0; i < count; i++, this.#at++) {
      const weight = 0.5 + 0.5 * Math.cos((Math.PI * this.#at) / this.#length);
      block[i] = (block[i] ?? 0) + this.#step * weight;
    }
    this.#last = block[block.length - 1] ?? 0;
    this.#begun = true;
    return block;
  }
}
