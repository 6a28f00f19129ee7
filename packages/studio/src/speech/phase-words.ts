import type { PlayerState } from '@voxlane/player';
import { secondsText } from './clock-time.ts';

const WORDS: Readonly<Record<PlayerState['phase'], string>> = {
  idle: 'Ready',
  connecting: 'Asking for speech',
  waking: 'A GPU is waking up; this can take a minute',
  buffering: 'The first words are coming',
  playing: 'Speaking',
  paused: 'Paused',
  ended: 'Done',
  stopped: 'Stopped',
  failed: 'It did not work',
};

/** What is going on, in a few words. */
export function phaseWords({ phase, receivedS }: Pick<PlayerState, 'phase' | 'receivedS'>): string {
  return phase === 'ended' ? `Done: ${secondsText(receivedS)} of speech` : WORDS[phase];
}

/** True from the question to the last sample. */
export function isBusy(phase: PlayerState['phase']): boolean {
  return ['connecting', 'waking', 'buffering', 'playing', 'paused'].includes(phase);
}
