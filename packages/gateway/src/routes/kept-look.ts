import type { Clock } from '@voxlane/runpod';
import { PROBE_MS } from './service-state.ts';

/** Milliseconds from the beginning of one look to the next. */
const CACHE_MS = 2_000;

interface Look {
  /** Milliseconds on the clock of the app. */
  begunAt: number;
  over: boolean;
}

/**
 * Something that is looked at now and then. A flood of checks is no flood upstream: while a look is recent or under way,
 * everybody else gets what the one before it found. Only the checks that come before the first look is over each look
 * for themselves.
 */
export function keptLook<T>(clock: Pick<Clock, 'now'>, look: () => Promise<T>): () => Promise<T> {
  // What was seen is kept, not the promise of it: a Worker may not wait for what another request began.
  let seen: { value: T; begunAt: number } | undefined;
  let latest: Look | undefined;
  return async () => {
    const begunAt = clock.now();
    if (seen !== undefined && latest !== undefined && begunAt - latest.begunAt < restMs(latest)) return seen.value;
    const own: Look = { begunAt, over: false };
    latest = own;
    const value = await look();
    // A look that took its time does not take the place of what a later one has found.
    if (seen === undefined || seen.begunAt <= begunAt) seen = { value, begunAt };
    own.over = true;
    return value;
  };
}

/** A look that is not over after PROBE_MS never will be: the runtime ended it with the request that it was for. */
function restMs({ over }: Look): number {
  return over ? CACHE_MS : PROBE_MS;
}
