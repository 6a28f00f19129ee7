import type { Clock } from '@voxlane/runpod';
import { settle } from './event-loop.ts';

/** Time that moves only when a test says so. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms`; who wakes on the way does so at its own time, and does what it has to before the next. */
  advance(ms: number): Promise<void>;
  /** How many sleep now. */
  sleepers(): number;
}

/** A clock that stands at 0. */
export function manualClock(): ManualClock {
  const sleeping = new Set<{ at: number; wake: () => void }>();
  let time = 0;

  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper = { at: time + ms, wake: resolve };
    sleeping.add(sleeper);
    const stop = () => {
      sleeping.delete(sleeper);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    return promise;
  };

  const advance = async (ms: number): Promise<void> => {
    const until = time + ms;
    for (;;) {
      await settle();
      const [next] = [...sleeping].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      sleeping.delete(next);
      time = next.at;
      next.wake();
    }
    time = until;
  };

  return { now: () => time, sleep, advance, sleepers: () => sleeping.size };
}
