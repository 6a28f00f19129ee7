import type { Clock } from './clock.ts';

/** Time that moves only when it is told to, for tests without waiting. */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms`, waking every sleeper on the way in the order of their times. */
  advance(ms: number): Promise<void>;
  /**
   * Jumps from sleeper to sleeper, whenever nothing else is going on, until `promise` settles, and returns what it
   * gives. Throws when the promise waits for something that no sleeper will bring about.
   */
  run<Value>(promise: Promise<Value>): Promise<Value>;
}

interface Sleeper {
  at: number;
  wake(): void;
}

/**
 * Turns of the event loop that count as "nothing else is going on". One carries a promise chain of any length to its
 * end; streams and responses that cross a runtime's boundary take a few.
 */
const IDLE_TURNS = 4;
/** Patience before a promise without sleepers is given up: real I/O, should a test do some, gets this many turns. */
const LAST_TURNS = 500;

/** A clock that starts at `startMs` and stands still until it is advanced or run. */
export function createVirtualClock(startMs = 0): VirtualClock {
  let time = startMs;
  const sleepers = new Set<Sleeper>();

  function nextBefore(limit: number): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers)
      if (sleeper.at <= limit && (next === undefined || sleeper.at < next.at)) next = sleeper;
    return next;
  }

  function wake(sleeper: Sleeper): void {
    sleepers.delete(sleeper);
    time = Math.max(time, sleeper.at);
    sleeper.wake();
  }

  return {
    now: () => time,

    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          at: time + Math.max(0, ms),
          wake() {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
      }),

    async advance(ms) {
      const target = time + ms;
      await turns(IDLE_TURNS);
      for (let next = nextBefore(target); next !== undefined; next = nextBefore(target)) {
        wake(next);
        await turns(IDLE_TURNS);
      }
      time = target;
    },

    async run(promise) {
      let settled = false;
      const settle = () => {
        settled = true;
      };
      promise.then(settle, settle);
      let left = LAST_TURNS;
      while (!settled && left > 0) {
        await turns(IDLE_TURNS);
        if (settled) break;
        const next = nextBefore(Number.POSITIVE_INFINITY);
        if (next === undefined) left--;
        else {
          left = LAST_TURNS;
          wake(next);
        }
      }
      if (settled) return promise;
      throw new Error(`the virtual clock stands at ${time} ms: the promise is not settled and nobody sleeps any more`);
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await turn();
}

/** Node's way to wait one turn without the minimum delay of a timer; workerd's timers have no such minimum. */
const { setImmediate } = globalThis as { setImmediate?: (act: () => void) => unknown };

/** One turn of the event loop, input and output included. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate === undefined) setTimeout(resolve, 0);
    else setImmediate(resolve);
  });
}
