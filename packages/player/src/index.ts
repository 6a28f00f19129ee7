export type { PlayerClock } from './clock.ts';
export { type Clip, loadClip } from './load-clip.ts';
export { playBlob } from './play-blob.ts';
export type { Ask, Playback } from './playback.ts';
export { PlayerError, type PlayerErrorOptions } from './player-error.ts';
export type { SpeechPlayerOptions } from './player-options.ts';
export { isFinal, type PlayerPhase, type PlayerState, type TextSpan } from './player-state.ts';
export { SpeechPlayer } from './speech-player.ts';
export { WORKLET_SOURCE } from './worklet/worklet-source.ts';
