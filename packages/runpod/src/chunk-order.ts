import type { SpeechMessage } from '@voxlane/schema';
import { fingerprint } from './fingerprint.ts';

/** Chunks that may wait for an earlier one; more than that is no reordering but a loss. */
const MAX_HELD = 256;

/** What became of a chunk that was put in. */
export type Placing = 'taken' | 'duplicate' | 'restarted';

/**
 * Puts numbered chunks in order, drops repeated ones and notices a job that began again.
 *
 * Numbers start at 1 (0 when a 0 is seen first or the shape says so). A chunk without a number goes out in the order of
 * its arrival. A number that comes again with the same content is a repeated post of the worker; with other content
 * the platform has run the job a second time.
 */
export class ChunkOrder {
  readonly #held = new Map<number, SpeechMessage>();
  readonly #prints = new Map<number, number>();
  readonly #bare: number[] = [];
  #ready: SpeechMessage[] = [];
  #next: number | undefined;
  #released = 0;
  /** True once a chunk was taken out. */
  #begun = false;

  /** Puts a chunk in. After `restarted` nothing was changed; the caller decides between `reset` and an error. */
  put(chunk: SpeechMessage): Placing {
    const print = fingerprint(chunk);
    if (chunk.number === undefined) {
      this.#bare.push(print);
      this.#release(chunk);
      return 'taken';
    }
    const known = this.#prints.get(chunk.number);
    if (known !== undefined) return known === print ? 'duplicate' : 'restarted';
    this.#next ??= chunk.number === 0 ? 0 : chunk.firstNumber;
    if (chunk.number === 0 && this.#next > 0 && !this.#begun) this.#next = this.#withdraw();
    if (chunk.number < this.#next) return 'restarted';
    this.#prints.set(chunk.number, print);
    this.#held.set(chunk.number, chunk);
    this.#advance();
    return 'taken';
  }

  /** Takes out what is in order now. */
  take(): SpeechMessage[] {
    const ready = this.#ready;
    this.#ready = [];
    this.#begun ||= ready.length > 0;
    return ready;
  }

  /** Gives up on the chunk that is waited for: what stands behind it comes out. @returns false before any number. */
  skip(): boolean {
    if (this.#next === undefined) return false;
    this.#next += 1;
    this.#released += 1;
    this.#advance();
    return true;
  }

  /** Forgets everything, for a job that began again before any of it was used. */
  reset(): void {
    this.#held.clear();
    this.#prints.clear();
    this.#bare.length = 0;
    this.#ready = [];
    this.#next = undefined;
    this.#released = 0;
  }

  /**
   * How many of these chunks, all without numbers and in the order in which they were made, have come already;
   * undefined when they do not begin with those that came.
   */
  known(made: readonly SpeechMessage[]): number | undefined {
    const { length } = this.#bare;
    const first = made.slice(0, length).map(fingerprint);
    const begins = first.length === length && first.every((print, i) => print === this.#bare[i]);
    return begins ? length : undefined;
  }

  /** Chunks that came out in order so far. */
  get released(): number {
    return this.#released;
  }

  /** Chunks that came, those that still wait included; skipped ones count as come. */
  get taken(): number {
    return this.#released + this.#held.size;
  }

  /** The number that is waited for while later chunks are here; undefined when nothing is missing in between. */
  get missing(): number | undefined {
    return this.#held.size > 0 ? this.#next : undefined;
  }

  /** True when so many chunks wait that the missing one cannot be merely late. */
  get full(): boolean {
    return this.#held.size >= MAX_HELD;
  }

  /** Puts what was ready back, for a count that turns out to begin at 0. Returns where it begins. */
  #withdraw(): number {
    for (const chunk of this.#ready) if (chunk.number !== undefined) this.#held.set(chunk.number, chunk);
    this.#ready = this.#ready.filter((chunk) => chunk.number === undefined);
    this.#released = this.#ready.length;
    return 0;
  }

  #advance(): void {
    for (let chunk = this.#held.get(this.#next ?? -1); chunk !== undefined; ) {
      this.#held.delete(chunk.number as number);
      this.#next = (chunk.number as number) + 1;
      this.#release(chunk);
      chunk = this.#held.get(this.#next);
    }
  }

  #release(chunk: SpeechMessage): void {
    this.#ready.push(chunk);
    this.#released += 1;
  }
}
