import type { Admission, Ticket } from '@voxlane/gateway';
import type { Clock } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';

/** How many may work at once, how many may wait, and for how long. */
export interface LineLimits {
  /** Setting MAX_STREAMS. */
  maxStreams: number;
  /** Setting MAX_QUEUE. */
  maxQueue: number;
  /** Longest wait for a turn, in milliseconds; setting QUEUE_TIMEOUT_MS. */
  waitMs: number;
}

/** A client that was refused tries again after so many seconds: about one short utterance. */
const RETRY_AFTER_SECONDS = 3;

/** Someone in line. */
interface Waiter {
  begin: () => void;
  refuse: (reason: unknown) => void;
}

/**
 * A bounded number of places and a bounded line before them, first come first served. Who finds both full is refused
 * at once: a client that knows may go elsewhere, one that hangs cannot.
 */
export class WaitingLine implements Admission {
  readonly #limits: LineLimits;
  readonly #clock: Clock;
  readonly #line = new Set<Waiter>();
  #active = 0;
  readonly #closing = new AbortController();
  #idle = Promise.withResolvers<void>();

  constructor(limits: LineLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  get active(): number {
    return this.#active;
  }

  get waiting(): number {
    return this.#line.size;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Aborts when the line is closed, with what whoever waits elsewhere is to be told. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  enter(signal: AbortSignal): Ticket {
    signal.throwIfAborted();
    const { maxStreams, maxQueue } = this.#limits;
    if (this.closed) throw shuttingDown();
    if (this.#active < maxStreams) return this.#admitted();
    if (this.#line.size >= maxQueue) {
      throw overloaded(`${maxStreams} streams are speaking and ${maxQueue} wait; try again later`);
    }
    return this.#lineUp(signal);
  }

  /** Refuses whoever comes from now on and whoever waits; those at work are left alone. */
  close(): void {
    this.#closing.abort(shuttingDown());
    for (const waiter of this.#line) waiter.refuse(shuttingDown());
    if (this.#active === 0) this.#idle.resolve();
  }

  /** Resolves when the line is closed and nobody is at work any more. */
  get drained(): Promise<void> {
    return this.#idle.promise;
  }

  #admitted(): Ticket {
    this.#active += 1;
    return { turn: Promise.resolve(), leave: once(() => this.#next()) };
  }

  #lineUp(signal: AbortSignal): Ticket {
    const turn = Promise.withResolvers<void>();
    // A stream of events may be left before anyone waits for its turn.
    turn.promise.catch(() => undefined);
    const timer = new AbortController();
    let begun = false;
    const step = (settle: () => void) => {
      if (!this.#line.delete(waiter)) return;
      timer.abort();
      signal.removeEventListener('abort', gone);
      settle();
    };
    const waiter: Waiter = {
      begin: () =>
        step(() => {
          begun = true;
          turn.resolve();
        }),
      refuse: (reason) => step(() => turn.reject(reason)),
    };
    const gone = () => waiter.refuse(signal.reason);
    this.#line.add(waiter);
    signal.addEventListener('abort', gone, { once: true });
    const { waitMs } = this.#limits;
    this.#clock.sleep(waitMs, timer.signal).then(
      () => waiter.refuse(overloaded(`No place became free within ${waitMs} ms (QUEUE_TIMEOUT_MS)`)),
      () => undefined,
    );
    const leave = once(() => (begun ? this.#next() : waiter.refuse(new Error('left the line'))));
    return { turn: turn.promise, leave };
  }

  /** A place is free: the next in line takes it over, or it stays free. */
  #next(): void {
    const [next] = this.#line;
    if (next !== undefined) {
      next.begin();
      return;
    }
    this.#active -= 1;
    if (this.closed && this.#active === 0) this.#idle.resolve();
  }
}

function overloaded(message: string): Problem {
  return new Problem('overloaded', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

function shuttingDown(): Problem {
  return overloaded('This sidecar is shutting down; try again, and another one will answer');
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
