/** RMS of what was played between two looks at it. */
export class LevelMeter {
  #squares = 0;
  #count = 0;

  add(samples: Float32Array): void {
    for (const sample of samples) this.#squares += sample * sample;
    this.#count += samples.length;
  }

  /** The level since the last call, 0 for silence and for nothing at all. */
  take(): number {
    const level = this.#count === 0 ? 0 : Math.sqrt(this.#squares / this.#count);
    this.#squares = 0;
    this.#count = 0;
    return level;
  }
}
