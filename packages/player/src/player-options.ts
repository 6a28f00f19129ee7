import type { PlayerClock } from './clock.ts';
import type { PlayerState } from './player-state.ts';

/** How a {@link SpeechPlayer} plays. Numbers out of range throw a RangeError in its constructor. */
export interface SpeechPlayerOptions {
  /** Makes the audio context, inside the first `play()`. The player closes it. */
  context?: () => AudioContext;
  /** Where the sound goes; the context's destination when left out. */
  output?: (context: AudioContext) => AudioNode;
  /** Called with every new state: about 20 times a second while sound plays. */
  onState?: (state: PlayerState) => void;
  clock?: PlayerClock;
  /** Milliseconds of audio to wait for before the first sound, 100..250; 150 when left out. */
  startMs?: number;
  /** Hz that streams are expected to have: the context is asked for it. Others are resampled. */
  sampleRate?: number;
  /** Where `WORKLET_SOURCE` is served, for pages whose content security policy has no `blob:` for scripts. */
  workletUrl?: string | URL;
  /** Seconds of audio to hold before the response is no longer read, 5..120; 20 when left out. */
  maxBufferedS?: number;
  /** Seconds that `wav()` keeps, 0..7200; 1800 when left out. What comes later is played and not kept. */
  maxKeptS?: number;
}

/** Options with everything filled in that has a default. */
export interface PlayerLimits {
  startMs: number;
  maxBufferedS: number;
  maxKeptS: number;
}

const BOUNDS = {
  // Less stutters on any network, more is a delay that a listener notices.
  startMs: { least: 100, usual: 150, most: 250 },
  // Must exceed the largest jitter buffer, 2 s, by enough to fetch more; a minute of 48 kHz is 12 MB.
  maxBufferedS: { least: 5, usual: 20, most: 120 },
  // Half an hour at 48 kHz is 173 MB.
  maxKeptS: { least: 0, usual: 1_800, most: 7_200 },
} as const satisfies Record<keyof PlayerLimits, { least: number; usual: number; most: number }>;

/** The numbers of a player's options, checked. Throws a RangeError that names the one that is out of range. */
export function playerLimits(options: SpeechPlayerOptions): PlayerLimits {
  const limit = (name: keyof PlayerLimits): number => {
    const { least, usual, most } = BOUNDS[name];
    const value = options[name] ?? usual;
    if (value >= least && value <= most) return value;
    throw new RangeError(`${name} is ${value}; it must be ${least} to ${most}`);
  };
  return { startMs: limit('startMs'), maxBufferedS: limit('maxBufferedS'), maxKeptS: limit('maxKeptS') };
}
