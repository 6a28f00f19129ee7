import type { PlayerClock } from '../src/clock.ts';
import { PlayBlocks } from '../src/core/play-blocks.ts';
import type { PlayReport } from '../src/core/play-report.ts';
import type { Outlet } from '../src/outlet/outlet.ts';
import type { Stage } from '../src/stage.ts';

/** A clock that stands still until it is told to go. */
export class FakeClock implements PlayerClock {
  #now = 1_000;
  #timers: { at: number; work: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, work: () => void): () => void {
    const timer = { at: this.#now + ms, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { work } of due) work();
  }
}

const RATE = 24_000;

/** A stage whose sound a test asks for, a block at a time; what is played is heard 10 ms later. */
export class FakeStage implements Stage {
  readonly sampleRate = RATE;
  readonly calls: string[] = [];
  readonly heard: number[] = [];
  #blocks: PlayBlocks | undefined;
  #onReport: (report: PlayReport) => void = () => undefined;
  #onHeld: (held: boolean) => void = () => undefined;
  #time = 0;

  async openOutlet({ capacity, startMs, onReport }: Parameters<Stage['openOutlet']>[0]): Promise<Outlet> {
    const blocks = new PlayBlocks({ sampleRate: RATE, capacity, startMs });
    const told = (name: 'end' | 'pause' | 'resume' | 'stop') => () => {
      this.calls.push(name);
      blocks.core[name]();
    };
    this.#blocks = blocks;
    this.#onReport = onReport;
    const push = (samples: Float32Array) => blocks.core.push(samples);
    const close = () => void this.calls.push('close');
    return { push, end: told('end'), pause: told('pause'), resume: told('resume'), stop: told('stop'), close };
  }

  audibleAt(contextTime: number): number {
    return 1_010 + contextTime * 1_000;
  }

  watch(onHeld: (held: boolean) => void): () => void {
    this.#onHeld = onHeld;
    return () => void this.calls.push('unwatch');
  }

  async resume(): Promise<void> {
    this.calls.push('resume context');
  }

  hold(held: boolean): void {
    this.#onHeld(held);
  }

  /** The next `seconds` of sound, reported at their end. */
  sound(seconds: number): void {
    const block = new Float32Array(Math.round(seconds * RATE));
    this.#blocks?.render(block, this.#time);
    this.#time += seconds;
    this.heard.push(...block);
    if (this.#blocks !== undefined) this.#onReport(this.#blocks.report());
  }
}
