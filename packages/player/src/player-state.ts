import type { PlayerError } from './player-error.ts';

/**
 * Where a playback is. `connecting`: no answer yet. `waking`: the server says that it is alive and has no audio yet.
 * `buffering`: audio came and waits until there is enough of it. The last three are final.
 */
export type PlayerPhase =
  | 'idle'
  | 'connecting'
  | 'waking'
  | 'buffering'
  | 'playing'
  | 'paused'
  | 'ended'
  | 'stopped'
  | 'failed';

/** Characters of the text: from `start` up to, not including, `end`. */
export interface TextSpan {
  start: number;
  end: number;
}

/** Everything that a page shows about a playback. A new object each time, never changed afterwards. */
export interface PlayerState {
  phase: PlayerPhase;
  /** Milliseconds from `play()` to the moment at which the first sample that is not silence leaves the speaker. */
  firstSoundMs?: number;
  /** Seconds of audio in hand and not played yet. */
  bufferedS: number;
  playedS: number;
  receivedS: number;
  /** Seconds that `wav()` holds: `receivedS` up to the bound of the player. */
  keptS: number;
  /** RMS of what played last, 0..1. */
  level: number;
  /** How often the audio ran out before its end. */
  underruns: number;
  /** Rate of the stream in Hz, once it is known. */
  sampleRate?: number;
  /** Milliseconds of audio that playing (again) waits for: the jitter buffer. */
  targetMs: number;
  /** What is spoken now, when the stream tells: it then has `speech.audio.piece` events. */
  piece?: TextSpan;
  /** Set as soon as it is known; what came before the failure is played first, then the phase is `failed`. */
  error?: PlayerError;
}

/** The phases after which nothing changes any more. */
const FINAL: readonly PlayerPhase[] = ['ended', 'stopped', 'failed'];

/** True when a playback in this phase is over. */
export function isFinal(phase: PlayerPhase): boolean {
  return FINAL.includes(phase);
}
