import { type PlayerClock, pageClock } from './clock.ts';
import { openContext } from './context/open-context.ts';
import type { Ask, Playback } from './playback.ts';
import { type PlayerLimits, playerLimits, type SpeechPlayerOptions } from './player-options.ts';
import { RunningPlayback } from './running-playback.ts';
import { contextStage } from './stage.ts';

/** Plays streams of speech, one at a time: 16-bit PCM, WAV, or server-sent events with either. */
export class SpeechPlayer {
  readonly #options: SpeechPlayerOptions;
  readonly #limits: PlayerLimits;
  readonly #clock: PlayerClock;
  #context: AudioContext | undefined;
  #playback: Playback | undefined;

  /** Throws a RangeError that names the option that is out of range. */
  constructor(options: SpeechPlayerOptions = {}) {
    this.#options = options;
    this.#limits = playerLimits(options);
    this.#clock = options.clock ?? pageClock;
  }

  /**
   * Asks and plays; what was played before stops. Call it inside the click that asks for sound: elsewhere browsers hold
   * the sound, which shows as the phase `paused` until `resume()` is called in a click. Failures are in the playback's
   * state; only a browser that has no audio at all makes this throw.
   */
  play(ask: Ask): Playback {
    this.#playback?.stop();
    const context = this.#wakeContext();
    const { output = () => context.destination, workletUrl, onState = () => undefined } = this.#options;
    const stage = contextStage(context, { clock: this.#clock, output: output(context), workletUrl });
    this.#playback = new RunningPlayback(ask, { stage, clock: this.#clock, limits: this.#limits, onState });
    return this.#playback;
  }

  /** Stops, and gives the context back to the browser. The player may be used again: it then takes a new one. */
  async close(): Promise<void> {
    this.#playback?.stop();
    const context = this.#context;
    this.#context = undefined;
    if (context !== undefined && context.state !== 'closed') await context.close();
  }

  #wakeContext(): AudioContext {
    const { context: makeContext, sampleRate } = this.#options;
    if (this.#context === undefined || this.#context.state === 'closed') {
      this.#context = makeContext?.() ?? openContext(sampleRate);
    }
    // Refused outside a click: the playback's watch tells.
    void this.#context.resume().catch(() => undefined);
    return this.#context;
  }
}
