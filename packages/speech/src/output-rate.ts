/**
 * The rate at which a speech goes out, in Hz: the one that was ordered, else the one at which the model speaks. That is
 * told by the first audio that is decoded, of whichever piece; the others are then brought to it.
 */
export class OutputRate {
  #hz: number | undefined;

  constructor(ordered: number | undefined) {
    this.#hz = ordered;
  }

  /** Notes the rate of audio that is about to go out, and returns the one at which it has to. */
  decide(native: number): number {
    this.#hz ??= native;
    return this.#hz;
  }

  /** To be asked once there is audio. @throws Error before. */
  get hz(): number {
    if (this.#hz === undefined) throw new Error('the output rate is not known before the first audio');
    return this.#hz;
  }
}
