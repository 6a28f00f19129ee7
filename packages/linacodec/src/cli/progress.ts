/** A line on the terminal that shows how far some work is. */
export interface Bar {
  /** Draws it. @param done 0..1 */
  update(done: number, label: string): void;
  /** Takes it away, with nothing left behind; `update` brings it back. */
  clear(): void;
}

/** Work that is over sooner needs no bar. */
const SHOWN_AFTER_MS = 700;

/** Shows a bar for work that turns out to be long, if there is a terminal to show it on. */
export class Progress {
  readonly #bar: Bar | undefined;
  readonly #now: () => number;
  #label = '';
  #since = 0;
  #shown = false;

  /** @param now milliseconds */
  constructor(bar: Bar | undefined, now: () => number) {
    this.#bar = bar;
    this.#now = now;
  }

  /** @param done 0..1 */
  report(done: number, label: string): void {
    if (label !== this.#label) this.#since = this.#now();
    this.#label = label;
    if (this.#now() - this.#since < SHOWN_AFTER_MS && !this.#shown) return;
    this.#shown = true;
    this.#bar?.update(done, label);
  }

  /** Ends the display, so that other lines can be written. */
  clear(): void {
    if (this.#shown) this.#bar?.clear();
    this.#shown = false;
    this.#label = '';
  }
}
