import type { Ticket } from '@voxlane/gateway';
import { manualClock } from '../../packages/gateway/test/manual-clock.ts';
import { WaitingLine } from '../src/admission/waiting-line.ts';
import { settle } from './settle.ts';

/** Milliseconds that one may wait in the line of a test. */
export const WAIT_MS = 1_000;

/** A line with its clock and a listener who stays. */
export function lineOf(maxStreams = 1, maxQueue = 2) {
  const clock = manualClock();
  const line = new WaitingLine({ maxStreams, maxQueue, waitMs: WAIT_MS }, clock);
  const { signal } = new AbortController();
  return { clock, line, enter: (left = signal) => line.enter(left), signal };
}

/** What has become of a turn by now. */
export async function stateOf({ turn }: Ticket): Promise<unknown> {
  await settle();
  return Promise.race([
    turn.then(
      () => 'begun',
      (error: unknown) => error,
    ),
    settle().then(() => 'waiting'),
  ]);
}
