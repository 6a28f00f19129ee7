/** How much is measured. */
export interface Plan {
  /** Length of each stream, in seconds. */
  seconds: number;
  /** How near the number that holds and the one that does not have to come, as a share. */
  fineness: number;
  /** Whether streams of a full-size checkpoint are counted beside those of the built-in voice. */
  fullSize: boolean;
  /** How often one stream too many asks while all places are taken. */
  knocks: number;
}

/** Long enough for two of the decoder's longest windows, after which nothing gets dearer. */
export const FULL: Plan = { seconds: 14.4, fineness: 0.05, fullSize: true, knocks: 20 };

/** Whether it works, and roughly what comes out. */
export const QUICK: Plan = { seconds: 5.76, fineness: 0.3, fullSize: false, knocks: 5 };
