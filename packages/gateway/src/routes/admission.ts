/** A place among those that speak at once, or in the line before them. */
export interface Ticket {
  /** Resolves when it is this one's turn; rejects with a Problem when it will not come, and when the listener leaves. */
  turn: Promise<void>;
  /** Gives the place back, to whoever waits longest. Any number of calls is one. */
  leave(): void;
}

/** Bounds how many requests work at once. */
export interface Admission {
  /**
   * Takes a place.
   * @param signal aborts when the listener leaves.
   * @throws Problem `overloaded` at once, with the time after which another try makes sense, when there is none.
   */
  enter(signal: AbortSignal): Ticket;
}
