import type { PlayerClock } from './clock.ts';
import type { PlayMode } from './core/play-report.ts';

/** Longest wait for a mode, in milliseconds: an outlet whose context is held reports nothing. */
const LIMIT_MS = 100;

/** Waits for what an outlet was told to do. */
export class ModeWatch {
  readonly #clock: PlayerClock;
  #onMode: (mode: PlayMode) => void = () => undefined;

  constructor(clock: PlayerClock) {
    this.#clock = clock;
  }

  /** The outlet reports this mode. */
  seen(mode: PlayMode): void {
    this.#onMode(mode);
  }

  /** Resolves when `wanted` is reported, or after 100 ms. */
  within(wanted: PlayMode): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(LIMIT_MS, resolve);
    this.#onMode = (mode) => {
      if (mode === wanted) resolve();
    };
    return promise.finally(cancel);
  }
}
