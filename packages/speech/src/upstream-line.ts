/** For how long fewer jobs are let in after memory ran out, and then for each one more, in milliseconds. */
const RECOVERY_MS = 60_000;

/**
 * Whoever has given no sign of life for so long, in milliseconds, in line or at work, was ended by the runtime along with
 * its request, and can give nothing back.
 */
const GONE_MS = 30_000;

/** Somebody in line. */
export interface Waiter {
  /** Resolves when it may be their turn. */
  woken(): Promise<void>;
}

/** Somebody at work. */
export interface Worker {
  /** A sign of life, to be given every few seconds. */
  renew(now: number): void;
  /** Gives the place back; calling it again does nothing. */
  release(): void;
}

class Place implements Waiter {
  #bell: PromiseWithResolvers<void> | undefined;
  /** When they last looked whether it is their turn; undefined before the first time. */
  lookedAt: number | undefined;

  /** A bell is made by who waits for it, and in workerd belongs to that request: one made by who rings ends with them. */
  woken(): Promise<void> {
    this.#bell = Promise.withResolvers();
    return this.#bell.promise;
  }

  wake(): void {
    this.#bell?.resolve();
  }
}

/** The jobs at work at one upstream and those who wait for a place, first come, first served. Pure: time is told to it. */
export class UpstreamLine {
  #line: Place[] = [];
  /** When each job at work gave its latest sign of life. */
  readonly #atWork = new Set<{ seenAt: number }>();
  /** How many were allowed when memory ran out last; undefined while it never has, or all is well again. */
  #lowered: { allowed: number; at: number } | undefined;

  join(): Waiter {
    const place = new Place();
    this.#line.push(place);
    return place;
  }

  /** Whether it is the turn of somebody in line, and there is a place. @param atOnce most at work when all is well. */
  admits(waiter: Waiter, atOnce: number, now: number): boolean {
    // Dropped as gone, after a pause of the whole process: back in line, where it had been before the others.
    if (!this.#line.some((place) => place === waiter)) this.#line.unshift(waiter as Place);
    this.#look(waiter, now);
    for (const job of this.#atWork) if (now - job.seenAt > GONE_MS) this.#atWork.delete(job);
    return this.#line[0] === waiter && this.#atWork.size < this.allowed(atOnce, now);
  }

  /** Gives the first in line a place. */
  admit(waiter: Waiter, now: number): Worker {
    const job = { seenAt: now };
    let released = false;
    this.#atWork.add(job);
    this.leave(waiter);
    const release = () => {
      released = true;
      if (this.#atWork.delete(job)) this.#wakeFirst();
    };
    const renew = (at: number) => {
      job.seenAt = at;
      // It may have been taken for gone.
      if (!released) this.#atWork.add(job);
    };
    return { renew, release };
  }

  /** Takes somebody out of the line. */
  leave(waiter: Waiter): void {
    this.#line = this.#line.filter((one) => one !== waiter);
    this.#wakeFirst();
  }

  /** Memory ran out with so many at work: one less, and no fewer than one. To be told before the place is given back. */
  lower(atOnce: number, now: number): void {
    const current = Math.min(this.allowed(atOnce, now), Math.max(1, this.#atWork.size));
    this.#lowered = { allowed: Math.max(1, current - 1), at: now };
  }

  /** How many may be at work now. */
  allowed(atOnce: number, now: number): number {
    if (this.#lowered === undefined) return atOnce;
    const { allowed, at } = this.#lowered;
    return Math.min(atOnce, allowed + Math.floor((now - at) / RECOVERY_MS));
  }

  /** Notes that somebody is still there, and drops those before them who are not. */
  #look(waiter: Waiter, now: number): void {
    for (const place of this.#line) {
      if (place === waiter) {
        place.lookedAt = now;
        return;
      }
      if (place.lookedAt !== undefined && now - place.lookedAt > GONE_MS) this.leave(place);
    }
  }

  #wakeFirst(): void {
    this.#line[0]?.wake();
  }
}
