import type { Clock } from '@voxlane/runpod';
import type { Slot, UpstreamLimits } from '@voxlane/speech';

/** What gives leave to have a job at work at an upstream. */
export type Slots = Pick<UpstreamLimits, 'slot'>;

/**
 * Measures how long an item is at work. The time stands still while all that it could do waits for leave to be at work
 * at an upstream: how busy others are is no fault of the item's.
 */
export class WorkTime {
  readonly #clock: Clock;
  readonly #over: () => void;
  #leftMs: number;
  #held = 0;
  #waiting = 0;
  /** Since when it runs, and what ends the run. */
  #run: { since: number; timer: AbortController } | undefined;

  /**
   * Begins to run.
   * @param over called once, when the item was at work for `ms`.
   */
  constructor(clock: Clock, ms: number, over: () => void) {
    this.#clock = clock;
    this.#leftMs = ms;
    this.#over = over;
    this.#update();
  }

  /** The same leave as `slots` gives, watched. */
  watched(slots: Slots): Slots {
    return {
      slot: async (service, signal) => {
        this.#waiting += 1;
        this.#update();
        try {
          const slot = await slots.slot(service, signal);
          this.#held += 1;
          return this.#heldSlot(slot);
        } finally {
          this.#waiting -= 1;
          this.#update();
        }
      },
    };
  }

  /** Nothing is measured any more. */
  end(): void {
    this.#leftMs = Number.POSITIVE_INFINITY;
    this.#pause();
  }

  #heldSlot(slot: Slot): Slot {
    let released = false;
    const release = () => {
      slot.release();
      if (released) return;
      released = true;
      this.#held -= 1;
      this.#update();
    };
    return { release, failed: (error) => slot.failed(error) };
  }

  #update(): void {
    if (this.#waiting > 0 && this.#held === 0) this.#pause();
    else this.#go();
  }

  #go(): void {
    if (this.#run !== undefined || this.#leftMs === Number.POSITIVE_INFINITY) return;
    const timer = new AbortController();
    this.#run = { since: this.#clock.now(), timer };
    this.#clock.sleep(Math.max(0, this.#leftMs), timer.signal).then(
      () => this.#over(),
      () => undefined,
    );
  }

  #pause(): void {
    if (this.#run === undefined) return;
    this.#leftMs -= this.#clock.now() - this.#run.since;
    this.#run.timer.abort();
    this.#run = undefined;
  }
}
