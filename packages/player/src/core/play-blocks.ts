import { firstSound } from './first-sound.ts';
import { PlayCore, type PlayCoreOptions } from './play-core.ts';
import type { PlayReport } from './play-report.ts';

/** A {@link PlayCore} whose blocks have a time: notes when sound was first heard and when it ended. */
export class PlayBlocks {
  readonly core: PlayCore;
  readonly #sampleRate: number;
  #soundAt: number | undefined;
  #endedAt: number | undefined;

  constructor(options: PlayCoreOptions) {
    this.core = new PlayCore(options);
    this.#sampleRate = options.sampleRate;
  }

  /** Fills a block that begins at `time`, in seconds. */
  render(output: Float32Array, time: number): void {
    const end = this.core.render(output);
    if (this.#soundAt === undefined) {
      const sound = firstSound(output);
      if (sound !== undefined) this.#soundAt = time + sound / this.#sampleRate;
    }
    if (end !== undefined) this.#endedAt ??= time + end / this.#sampleRate;
  }

  report(): PlayReport {
    return { ...this.core.report(), soundAt: this.#soundAt, endedAt: this.#endedAt };
  }
}
