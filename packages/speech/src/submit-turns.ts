/** One place in the line. */
export interface Turn {
  /** Resolves when everyone before has had their turn. */
  mine: Promise<void>;
  /** Lets the next one have theirs; calling it again does nothing. */
  done: () => void;
}

/**
 * A line to stand in: pieces that are requested ahead are submitted one after the other, since of two calls on the way at
 * once the later one may arrive first, and a single GPU worker would then speak the pieces in the wrong order.
 */
export class SubmitTurns {
  #last = Promise.resolve();

  /** Joins the line at its end. */
  join(): Turn {
    const mine = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = mine.then(() => promise);
    return { mine, done: resolve };
  }
}
