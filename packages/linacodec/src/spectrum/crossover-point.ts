/** Where the decoder changes from the 24 kHz branch to the 48 kHz one, in Hz; no file of a checkpoint has it. */
export const CROSSOVER_HZ = 4_000;

/** Samples per second of both branches where they meet. */
export const CROSSOVER_RATE = 48_000;
