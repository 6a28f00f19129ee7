import type { PlayerClock } from './clock.ts';
import { audibleTime } from './context/audible-time.ts';
import { watchContext } from './context/watch-context.ts';
import { findOutlet } from './outlet/open-outlet.ts';
import type { Outlet, OutletOptions } from './outlet/outlet.ts';

/** All that a playback knows of the browser. */
export interface Stage {
  /** Rate in Hz of what an outlet takes. */
  readonly sampleRate: number;
  openOutlet(options: Omit<OutletOptions, 'output'>): Promise<Outlet>;
  /** Milliseconds on the clock's axis at which a time of the context is heard. */
  audibleAt(contextTime: number): number;
  /** Calls `onHeld` when the browser holds or lets go; the function that is returned ends that. */
  watch(onHeld: (held: boolean) => void): () => void;
  /** Asks the browser to go on; it may refuse outside a click, which `watch` tells. */
  resume(): Promise<void>;
}

/** A context as a stage. The worklet is fetched at once, so that it is there when the first audio is. */
export function contextStage(
  context: AudioContext,
  { clock, output, workletUrl }: { clock: PlayerClock; output: AudioNode; workletUrl?: string | URL | undefined },
): Stage {
  const found = findOutlet(context, clock, workletUrl);
  return {
    sampleRate: context.sampleRate,
    openOutlet: async (options) => (await found)({ ...options, output }),
    audibleAt: (contextTime) => audibleTime(context, contextTime, clock.now()),
    watch: (onHeld) => watchContext(context, clock, onHeld),
    resume: () => context.resume().catch(() => undefined),
  };
}
