import type { PlayerClock } from './clock.ts';
import type { PlayerLimits } from './player-options.ts';
import type { PlayerState } from './player-state.ts';
import type { Stage } from './stage.ts';

/** What a playback plays on, and whom it tells. */
export interface PlaybackSurroundings {
  stage: Stage;
  clock: PlayerClock;
  limits: PlayerLimits;
  onState: (state: PlayerState) => void;
}
