import type { Clock } from './clock.ts';

/** An empty answer faster than this (ms) was not held: a server without long polling. */
const QUICK_MS = 200;
/** Pause after such an answer, in milliseconds; it grows by half each time. */
const PAUSE_MS = 100;
const MAX_PAUSE_MS = 1_000;

/** Asks a server that does not hold its answers more and more slowly. RunPod holds them, so there nobody ever pauses. */
export class PollPacing {
  readonly #clock: Clock;
  #pause = PAUSE_MS;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Pauses after an answer that was empty and took only `tookMs`, for `leastMs` at least; any other answer makes the
   * next pause short again.
   */
  async after(empty: boolean, tookMs: number, leastMs: number, signal: AbortSignal): Promise<void> {
    if (!empty || tookMs >= QUICK_MS) {
      this.#pause = PAUSE_MS;
      return;
    }
    await this.#clock.sleep(Math.max(this.#pause, leastMs), signal);
    this.#pause = Math.min(MAX_PAUSE_MS, this.#pause * 1.5);
  }
}
