import { type Clock, whenAborted } from '@voxlane/runpod';
import type { WaitingLine } from '../admission/waiting-line.ts';
import type { Listening } from './listen.ts';
import type { PendingWork } from './pending-work.ts';

/** What has to come to an end. */
export interface Ending {
  line: WaitingLine;
  server: Listening;
  pending: PendingWork;
  clock: Clock;
  /** Longest wait for running streams in milliseconds; setting DRAIN_TIMEOUT_MS. */
  drainMs: number;
}

/** Longest wait for cancels that are on their way to RunPod, in milliseconds. */
const CANCEL_MS = 5_000;

/**
 * Ends a server without hurting who is served: no new streams, which are told to come back; running ones finish, as
 * long as there is time; then connections are cut, and what that cancels is waited for. Until the cut `/ready` says
 * that this one is going, so that a load balancer sends nobody here.
 * @param hurry aborts to cut at once.
 */
export async function endGracefully(ending: Ending, hurry: AbortSignal): Promise<void> {
  const { line, server, pending, clock, drainMs } = ending;
  line.close();
  const late = new AbortController();
  const over = Promise.race([clock.sleep(drainMs, late.signal), whenAborted(hurry)]).catch(() => undefined);
  // The last bytes of a stream may still be on their way when it has left the line.
  await Promise.race([line.drained.then(() => server.quiet()), over]);
  late.abort();
  await server.close();
  const patience = new AbortController();
  await Promise.race([pending.settled(), clock.sleep(CANCEL_MS, patience.signal).catch(() => undefined)]);
  patience.abort();
}
