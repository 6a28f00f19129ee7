/** Time as the player sees it; a test brings one of its own. */
export interface PlayerClock {
  /** Milliseconds on the axis of `performance.now()`. */
  now(): number;
  /** Runs `work` once after `ms` milliseconds; the function that is returned calls it off. */
  after(ms: number, work: () => void): () => void;
}

/** The clock of the page. */
export const pageClock: PlayerClock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
