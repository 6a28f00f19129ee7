import type { PlayerClock } from '../clock.ts';
import { loadWorklet } from '../worklet/load-worklet.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { ScheduledOutlet } from './scheduled-outlet.ts';
import { WorkletOutlet } from './worklet-outlet.ts';

/** Gives an outlet for one stream. */
export type OpenOutlet = (options: OutletOptions) => Outlet;

/**
 * The best way to play that the browser and the page's policy have: the audio thread, else scheduled buffers (there is
 * no worklet outside a secure context, and a policy can forbid the script's address).
 */
export async function findOutlet(
  context: AudioContext,
  clock: PlayerClock,
  workletUrl?: string | URL | undefined,
): Promise<OpenOutlet> {
  const scheduled: OpenOutlet = (options) => new ScheduledOutlet(context, clock, options);
  if (context.audioWorklet === undefined) return scheduled;
  return await loadWorklet(context, workletUrl).then(
    () => (options: OutletOptions) => new WorkletOutlet(context, options),
    () => scheduled,
  );
}
