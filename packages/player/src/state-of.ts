import type { PlayReport } from './core/play-report.ts';
import type { PlayerError } from './player-error.ts';
import type { PlayerPhase, PlayerState, TextSpan } from './player-state.ts';

/** What is known of a playback, from which its state is put together. */
export interface Facts {
  /** Set once it is over. */
  final?: 'ended' | 'stopped' | 'failed';
  error?: PlayerError;
  /** By the listener. */
  paused: boolean;
  /** By the browser. */
  held: boolean;
  waking: boolean;
  report: PlayReport;
  firstSoundMs?: number;
  sampleRate?: number;
  receivedS: number;
  keptS: number;
  playedS: number;
  bufferedS: number;
  piece?: TextSpan | undefined;
}

/** What is known before anything happened. */
export function firstFacts(startMs: number): Facts {
  const report = { mode: 'filling', played: 0, underruns: 0, targetMs: startMs, level: 0 } as const;
  const seconds = { receivedS: 0, keptS: 0, playedS: 0, bufferedS: 0 };
  return { paused: false, held: false, waking: false, report, ...seconds };
}

/** The state that a page is shown. */
export function stateOf(facts: Facts): PlayerState {
  const { error, firstSoundMs, sampleRate, piece, receivedS, keptS, playedS, bufferedS, report } = facts;
  const phase = phaseOf(facts);
  return {
    phase,
    bufferedS,
    playedS,
    receivedS,
    keptS,
    level: phase === 'playing' ? report.level : 0,
    underruns: report.underruns,
    targetMs: report.targetMs,
    ...(firstSoundMs === undefined ? {} : { firstSoundMs }),
    ...(sampleRate === undefined ? {} : { sampleRate }),
    ...(piece === undefined ? {} : { piece }),
    ...(error === undefined ? {} : { error }),
  };
}

function phaseOf({ final, paused, held, waking, receivedS, report }: Facts): PlayerPhase {
  if (final !== undefined) return final;
  if (paused || (held && receivedS > 0)) return 'paused';
  if (receivedS === 0) return waking ? 'waking' : 'connecting';
  // An end counts once it was heard: until then the last samples play.
  return report.mode === 'filling' || report.mode === 'paused' ? 'buffering' : 'playing';
}
