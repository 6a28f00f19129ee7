import type { PlayerState } from './player-state.ts';

/** Gives the answer to play; `signal` is aborted when the listener stops. */
export type Ask = (signal: AbortSignal) => Promise<Response>;

/** One stream that is played, or was. */
export interface Playback {
  readonly state: PlayerState;
  /** Fades out within 5 ms and holds. No sample is lost: `resume` goes on where it faded. */
  pause(): Promise<void>;
  /** Goes on; call it inside a click when the browser, not the page, made the pause. */
  resume(): Promise<void>;
  /** Fades out within 5 ms, cancels the request, drops what was not played. */
  stop(): void;
  /** The last state, however it ended: it never rejects. */
  readonly done: Promise<PlayerState>;
  /** What was received so far, up to the player's bound, as a 16-bit mono WAV file. */
  wav(): Blob;
  /** The loudest sample, 0..1, of each of `buckets` equal parts of what was received so far. */
  peaks(buckets: number): Float32Array;
}
