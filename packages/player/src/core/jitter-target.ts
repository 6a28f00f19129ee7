/** An underrun says that the network is worse than thought: wait for half as much again. */
const RAISE = 1.5;
/** Nobody waits longer, whatever the network does, in milliseconds. */
export const MAX_TARGET_MS = 2_000;
/** Playing this long without an underrun, in milliseconds, lowers the target by a tenth. */
const STABLE_MS = 10_000;
const LOWER = 0.9;

/** How much audio to have before playing begins or goes on: raised at once when it was too little, lowered slowly. */
export class JitterTarget {
  readonly #startMs: number;
  #ms: number;
  #stableMs = 0;

  /** @param startMs the first target, and the lowest */
  constructor(startMs: number) {
    this.#startMs = startMs;
    this.#ms = startMs;
  }

  /** Milliseconds. */
  get ms(): number {
    return this.#ms;
  }

  /** The audio ran out. */
  underrun(): void {
    this.#ms = Math.min(MAX_TARGET_MS, this.#ms * RAISE);
    this.#stableMs = 0;
  }

  /** So many milliseconds were played since the last call. */
  played(ms: number): void {
    this.#stableMs += ms;
    while (this.#stableMs >= STABLE_MS) {
      this.#stableMs -= STABLE_MS;
      this.#ms = Math.max(this.#startMs, this.#ms * LOWER);
    }
  }
}
