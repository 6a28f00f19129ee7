import type { Clock } from '../clock.ts';
import { RATE_LIMITS, RATE_WINDOW_MS } from '../limits.ts';

/** Counts the calls of each operation of each endpoint over a sliding window. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a call. Milliseconds until the next may come when this one is too many, otherwise undefined. */
  refuse(endpoint: string, op: string): number | undefined {
    const limit = RATE_LIMITS[op];
    if (limit === undefined) return undefined;
    const now = this.#clock.now();
    const key = `${endpoint}/${op}`;
    const recent = (this.#calls.get(key) ?? []).filter((at) => at > now - RATE_WINDOW_MS);
    this.#calls.set(key, recent);
    const [oldest] = recent;
    if (recent.length >= limit && oldest !== undefined) return oldest + RATE_WINDOW_MS - now;
    recent.push(now);
    return undefined;
  }
}
