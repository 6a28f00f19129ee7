import type { PlayerClock } from '../clock.ts';
import { firstSound } from '../core/first-sound.ts';
import { PlayCore } from '../core/play-core.ts';
import type { PlayReport } from '../core/play-report.ts';
import { BufferLine, type Part } from './buffer-line.ts';
import type { Outlet, OutletOptions } from './outlet.ts';

/** Samples of one scheduled buffer: 43 ms at 24 kHz. */
const BLOCK = 1_024;
/** How far ahead buffers are scheduled, in seconds: past the second for which a hidden page's timers sleep. */
const AHEAD_S = 1.5;
/** Closer than this, in seconds, to what is heard a gap can no longer wait for more audio. */
const URGENT_S = 0.1;
const TICK_MS = 25;

/**
 * Plays where there is no audio worklet. The decisions are the same {@link PlayCore}'s, made up to 1.5 s ahead of what
 * is heard; what is reported is what was heard.
 */
export class ScheduledOutlet implements Outlet {
  readonly #context: AudioContext;
  readonly #clock: PlayerClock;
  readonly #core: PlayCore;
  readonly #line: BufferLine<PlayReport>;
  readonly #onReport: (report: PlayReport) => void;
  /** What was last reported as heard. */
  #heard: PlayReport;
  /** While paused: what had been scheduled and is not heard yet. */
  #held: Part<PlayReport>[] | undefined;
  #cancelTick: () => void = () => undefined;

  constructor(context: AudioContext, clock: PlayerClock, { capacity, startMs, output, onReport }: OutletOptions) {
    this.#context = context;
    this.#clock = clock;
    this.#onReport = onReport;
    this.#core = new PlayCore({ sampleRate: context.sampleRate, capacity, startMs });
    this.#line = new BufferLine(context, output);
    this.#heard = this.#core.report();
    this.#tick();
  }

  push(samples: Float32Array<ArrayBuffer>): void {
    this.#core.push(samples);
    this.#schedule();
  }

  end(): void {
    this.#core.end();
    this.#schedule();
  }

  pause(): void {
    this.#held ??= this.#line.fadeOut();
    this.#tell();
  }

  resume(): void {
    if (this.#held === undefined) return;
    this.#line.fadeIn();
    for (const part of this.#held) this.#line.place(part);
    this.#held = undefined;
    this.#schedule();
  }

  stop(): void {
    this.#cancelTick();
    this.#line.fadeOut();
    this.#heard = { ...this.#heard, mode: 'stopped', level: 0 };
    this.#fallSilent();
  }

  close(): void {
    this.#cancelTick();
    this.#line.close();
  }

  #tick(): void {
    this.#schedule();
    this.#hear();
    if (this.#heard.mode === 'ended') return;
    this.#cancelTick = this.#clock.after(TICK_MS, () => this.#tick());
  }

  /** Reports the stop once it was heard: by the context's clock, which a timer is ahead of at times. */
  #fallSilent(): void {
    if (this.#line.aheadS <= 0) this.#onReport(this.#heard);
    else this.#cancelTick = this.#clock.after(this.#line.aheadS * 1_000, () => this.#fallSilent());
  }

  /** Renders ahead, but makes a gap only when it is due: what comes until then closes it. */
  #schedule(): void {
    while (this.#held === undefined && (this.#core.mode === 'playing' || this.#core.mode === 'fading')) {
      const { aheadS } = this.#line;
      if (aheadS > AHEAD_S || (aheadS > URGENT_S && !this.#core.has(BLOCK))) return;
      const block = new Float32Array(BLOCK);
      const samples = block.subarray(0, this.#core.render(block));
      if (samples.length > 0) this.#line.place({ samples, note: this.#core.report() });
    }
  }

  #hear(): void {
    const { sampleRate } = this.#context;
    for (const { samples, note, beginS, endS } of this.#line.takeHeard()) {
      const sound = firstSound(samples);
      const soundAt = this.#heard.soundAt ?? (sound === undefined ? undefined : beginS + sound / sampleRate);
      this.#heard = { ...note, soundAt, endedAt: note.mode === 'ended' ? endS : undefined };
    }
    // With nothing on its way it is as the core says: it waits, or there was nothing at all.
    if (this.#line.empty && this.#held === undefined)
      this.#heard = { ...this.#heard, ...this.#core.report(), level: 0 };
    this.#tell();
  }

  #tell(): void {
    this.#onReport(this.#held === undefined ? this.#heard : { ...this.#heard, mode: 'paused', level: 0 });
  }
}
