/** `filling`: waits for enough audio. `fading`: the last samples before another mode. `ended` and `stopped` are final. */
export type PlayMode = 'filling' | 'playing' | 'fading' | 'paused' | 'ended' | 'stopped';

/** What the side that plays tells the side that reads. */
export interface PlayReport {
  mode: PlayMode;
  /** Samples played so far. */
  played: number;
  underruns: number;
  targetMs: number;
  /** RMS since the last report. */
  level: number;
  /** Time on the context's clock, in seconds, at which the first sample that is not silence was played. */
  soundAt?: number | undefined;
  /** Time on the context's clock, in seconds, right after the last sample. */
  endedAt?: number | undefined;
}
