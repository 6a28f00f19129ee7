/** Time as an argument: the machine's for a running emulator, a virtual one in tests. */
export interface Clock {
  /** Milliseconds since some fixed point. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest delay that setTimeout takes, in milliseconds; a longer one would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/**
 * A clock that shows `now` and sleeps by the machine's timers. These may fire a fraction of a millisecond early, and who
 * then looks at the clock would find that it is not time yet: nobody wakes before `now` has moved on by the whole sleep.
 */
export function machineClock(now: () => number): Clock {
  return {
    now,
    async sleep(ms, signal) {
      const until = now() + ms;
      do {
        await timer(Math.max(0, until - now()), signal);
      } while (now() < until);
    },
  };
}

/** The clock of the machine. Only a composition root asks for it. */
export const systemClock: Clock = machineClock(() => Date.now());

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(id);
      reject(signal?.reason);
    };
    const id = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(ms, MAX_TIMER_MS),
    );
    signal?.addEventListener('abort', stop, { once: true });
  });
}
