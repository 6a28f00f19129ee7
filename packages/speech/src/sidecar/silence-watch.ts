import { type Clock, whenAborted } from '@voxlane/runpod';
import type { Problem } from '@voxlane/schema';

/** How much silence is taken for granted, and what a longer one means. */
export interface Silence {
  /** Milliseconds without a sign, after which the other side is asked whether it lives, and again after as long. */
  ms: number;
  /** Asks it; ends when the signal aborts. */
  isAlive: (signal: AbortSignal) => Promise<boolean>;
  /** What is thrown when it does not live. */
  gone: () => Problem;
}

/**
 * Waits for `work` as long as the other side lives: a cold GPU may take minutes, and a limit that allows for it would
 * be far too long for a sidecar that hangs. There is one timer at a time, and none when this returns.
 * @throws what `work` throws, `gone()`, or the signal's reason when it aborts.
 */
export async function whileAlive<T>(
  work: () => Promise<T>,
  silence: Silence,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const over = new AbortController();
  const follow = () => over.abort(signal.reason);
  signal.addEventListener('abort', follow, { once: true });
  try {
    return await Promise.race([work(), untilGone(silence, clock, over.signal), whenAborted(over.signal)]);
  } catch (error) {
    // Work that we stopped fails with an error of its own; the reason says more.
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', follow);
    over.abort(OVER);
  }
}

const OVER = new Error('the wait is over');

async function untilGone(
  { ms, isAlive, gone }: Silence,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<never> {
  do await clock.sleep(ms, signal);
  while (await isAlive(signal));
  throw gone();
}
