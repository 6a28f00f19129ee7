import { whenAborted } from '@voxlane/runpod';

/** What a source does next: give a block (when it is there), fail, or wait until it is stopped. */
export type SourceStep = Float32Array | Promise<Float32Array> | Error | 'wait';

/** A source of blocks that counts what is asked of it. */
export class FakeSource {
  /** Blocks that were handed out. */
  given = 0;
  opened = 0;
  /** How often its `finally` ran. */
  closed = 0;
  readonly #steps: readonly SourceStep[];

  constructor(steps: readonly SourceStep[]) {
    this.#steps = steps;
  }

  readonly open = (signal: AbortSignal): AsyncGenerator<Float32Array, void, undefined> => {
    this.opened += 1;
    return this.#play(signal);
  };

  async *#play(signal: AbortSignal): AsyncGenerator<Float32Array, void, undefined> {
    try {
      for (const step of this.#steps) {
        if (step instanceof Error) throw step;
        if (step === 'wait') await whenAborted(signal);
        else {
          const block = await step;
          this.given += 1;
          yield block;
        }
      }
    } finally {
      this.closed += 1;
    }
  }
}
