import type { Clock } from '@voxlane/runpod';

/** Time that moves only when a test says so. */
export interface ManualClock extends Clock {
  /** Moves time on by `ms` and wakes who has slept long enough. */
  advance(ms: number): void;
  /** Resolves when somebody falls asleep for the first time. */
  asleep: Promise<void>;
  /** How many sleep. */
  readonly sleepers: number;
}

/** A clock that stands at 0. */
export function manualClock(): ManualClock {
  const sleeping = new Map<() => void, number>();
  const asleep = Promise.withResolvers<void>();
  let time = 0;
  return {
    asleep: asleep.promise,
    get sleepers() {
      return sleeping.size;
    },
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        sleeping.set(resolve, time + ms);
        asleep.resolve();
        const stop = () => {
          sleeping.delete(resolve);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
      }),
    advance(ms) {
      time += ms;
      for (const [wake, at] of sleeping) {
        if (at > time) continue;
        sleeping.delete(wake);
        wake();
      }
    },
  };
}
