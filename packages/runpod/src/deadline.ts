import type { Problem } from '@voxlane/schema';
import type { Clock } from './clock.ts';

/**
 * Runs `work` under a signal that follows `signal` and also fires after `ms`; a timeout throws `timeout()`.
 *
 * `work` must have read all it needs when it resolves: its signal fires when this function returns. It never outlives
 * the call from the caller's view, even when it ignores its signal.
 */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  timeout: () => Problem,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const inner = new AbortController();
  const follow = () => inner.abort(signal.reason);
  signal.addEventListener('abort', follow, { once: true });
  const expired = clock.sleep(Math.max(0, ms), inner.signal).then(
    () => inner.abort(timeout()),
    () => undefined,
  );
  try {
    return await Promise.race([work(inner.signal), whenAborted(inner.signal)]);
  } catch (error) {
    // A fetch that we stopped fails with an error of its own; the reason says more.
    throw inner.signal.aborted ? inner.signal.reason : error;
  } finally {
    signal.removeEventListener('abort', follow);
    inner.abort(FINISHED);
    await expired;
  }
}

const FINISHED = new Error('the work under this deadline is over');

/** Rejects with the signal's reason when it aborts. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  // Raced, so often nobody is left to hear it.
  aborted.catch(() => undefined);
  return aborted;
}
