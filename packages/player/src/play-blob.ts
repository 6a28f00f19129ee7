import { clipResponse } from './load-clip.ts';
import type { Playback } from './playback.ts';
import type { SpeechPlayer } from './speech-player.ts';

/** Plays a clip that was kept, such as `playback.wav()`. Call it inside the click. */
export function playBlob(player: SpeechPlayer, clip: Blob): Playback {
  return player.play(async () => clipResponse(clip));
}
