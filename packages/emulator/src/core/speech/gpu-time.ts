import type { HandlerContext } from '../job/handler.ts';

/** The pretended GPU's time: it makes one piece of audio after the other, from the moment when it is created on. */
export class GpuTime {
  readonly #context: Pick<HandlerContext, 'clock' | 'signal' | 'pace'>;
  #busyUntil: number;

  constructor(context: Pick<HandlerContext, 'clock' | 'signal' | 'pace'>) {
    this.#context = context;
    this.#busyUntil = context.clock.now();
  }

  /**
   * Waits until so many seconds of audio are made, as the pace says. What the emulator's own work took counts.
   * @returns how long the GPU took for them, in milliseconds
   */
  async make(seconds: number): Promise<number> {
    const { clock, signal, pace } = this.#context;
    const makingMs = pace.msPerChunk ?? seconds * 1_000 * pace.realTimeFactor;
    this.#busyUntil += makingMs;
    await clock.sleep(Math.max(0, this.#busyUntil - clock.now()), signal);
    return makingMs;
  }
}
