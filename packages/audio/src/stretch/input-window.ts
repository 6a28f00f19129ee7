/** The part of a stream that is still needed, read by places in the whole stream. */
export class InputWindow {
  #samples = new Float32Array(0);
  #start = 0;

  /** Number of samples received. */
  get end(): number {
    return this.#start + this.#samples.length;
  }

  /** Adds samples; what is not finite becomes silence, since one NaN in a sum would spread. */
  append(samples: Float32Array): void {
    const kept = this.#samples.length;
    const joined = new Float32Array(kept + samples.length);
    joined.set(this.#samples);
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] as number;
      joined[kept + i] = Number.isFinite(sample) ? sample : 0;
    }
    this.#samples = joined;
  }

  /** `length` samples from `place` on, as a view; fewer at the end of what was received. */
  read(place: number, length: number): Float32Array<ArrayBuffer> {
    return this.#samples.subarray(place - this.#start, place - this.#start + length);
  }

  /** Lets go of all samples before `place`. */
  forget(place: number): void {
    const count = Math.max(0, place - this.#start);
    this.#samples = this.#samples.slice(count);
    this.#start += count;
  }
}
