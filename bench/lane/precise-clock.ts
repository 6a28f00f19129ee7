import { type Clock, machineClock } from '@voxlane/emulator';

/**
 * Milliseconds since 1970 with their fractions, which two processes of one machine may compare: `Date.now()` would round
 * away what is measured here.
 */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The emulator's clock in a bench. */
export const preciseClock: Clock = machineClock(preciseNow);
