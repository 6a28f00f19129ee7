import { Resampler } from '@voxlane/audio';
import type { Outlet } from './outlet/outlet.ts';

/** Longest piece handed on at once, in seconds: a clip that is in hand whole must not fill the memory either. */
const BLOCK_S = 0.5;

/**
 * Hands a stream's samples on to an outlet, at the outlet's rate, and waits while enough of them wait there already:
 * then nobody reads the response, and the server waits too.
 */
export class Feeder {
  readonly #outlet: Outlet;
  readonly #outRate: number;
  readonly #maxWaiting: number;
  #resampler: Resampler | undefined;
  #pushed = 0;
  #played = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  /** @param outRate Hz of the outlet; @param maxBufferedS seconds that may wait there */
  constructor(outlet: Outlet, outRate: number, maxBufferedS: number) {
    this.#outlet = outlet;
    this.#outRate = outRate;
    this.#maxWaiting = Math.floor(maxBufferedS * outRate);
  }

  /** Seconds handed on and not played. */
  get bufferedS(): number {
    return Math.max(0, this.#pushed - this.#played) / this.#outRate;
  }

  /** So many samples were played by now. */
  played(samples: number): void {
    this.#played = samples;
    this.#wake();
  }

  /** @param sampleRate Hz, the same each time */
  async feed(samples: Float32Array, sampleRate: number): Promise<void> {
    this.#resampler ??= new Resampler(sampleRate, this.#outRate);
    await this.#push(this.#resampler.push(samples));
  }

  /** The stream is over: what the resampler holds goes too. */
  async finish(): Promise<void> {
    if (this.#resampler !== undefined) await this.#push(this.#resampler.flush());
    if (!this.#closed) this.#outlet.end();
  }

  /** Hands on nothing more, and lets go of whoever waits. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async #push(samples: Float32Array): Promise<void> {
    const block = Math.ceil(BLOCK_S * this.#outRate);
    for (let at = 0; at < samples.length; at += block) {
      const part = samples.slice(at, at + block);
      while (!this.#closed && this.#pushed - this.#played + part.length > this.#maxWaiting) await this.#change();
      if (this.#closed) return;
      this.#pushed += part.length;
      this.#outlet.push(part);
    }
  }

  #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    return promise;
  }
}
