/** What one step of a decode gave. */
export interface Step {
  /** Samples at 48 kHz, not clipped; none when the step led to no audio yet. */
  audio?: Float32Array<ArrayBuffer>;
  /** True when nothing goes on before more tokens come. */
  hungry: boolean;
  /** True after the last audio. */
  done: boolean;
  /** Share of the work that is done, 0 to 1, where it is known. */
  progress?: number;
}

/**
 * One decode as a sequence of short steps. Whoever runs several of them takes turns between the steps, so that a long
 * one keeps no short one waiting, and may stop for good after any step.
 */
export interface Engine {
  /** Adds tokens, and the speaker's embedding from the first of them on. */
  push(tokens: Int32Array, embedding?: Float32Array): void;
  /** Says that no more tokens come. */
  end(): void;
  step(): Promise<Step>;
}
