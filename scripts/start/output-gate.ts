/** Enough of the last lines to understand a failed start, and a bound on what is held. */
const KEPT_LINES = 200;

/**
 * Holds what services tell back until the system is ready: a start that works prints nothing but its ready line, and
 * one that fails shows all it was told.
 */
export class OutputGate {
  readonly #print: (line: string) => void;
  readonly #held: string[] = [];
  #open = false;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  push(line: string): void {
    if (this.#open) {
      this.#print(line);
      return;
    }
    this.#held.push(line);
    if (this.#held.length > KEPT_LINES) this.#held.shift();
  }

  /** From now on lines are printed as they come; those held back are forgotten. */
  open(): void {
    this.#open = true;
    this.#held.length = 0;
  }

  /** Prints what was held back, in order. */
  release(): void {
    for (const line of this.#held.splice(0)) this.#print(line);
  }
}
