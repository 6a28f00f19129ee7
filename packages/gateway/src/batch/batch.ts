import { whenAborted } from '@voxlane/runpod';
import { asProblem, Problem } from '@voxlane/schema';
import type { BatchCounts, ItemResult, SpokenItem } from './batch-item.ts';

/**
 * Bytes of finished clips that wait for an earlier item, or for a client that reads slowly, above which a batch begins no
 * further item: two of the longest.
 */
export const MAX_WAITING_BYTES = 32 * 1_048_576;

/** How a batch works. */
export interface BatchOptions {
  /** Items in it. */
  items: number;
  /** Items at work at once. */
  atOnce: number;
  /** Whether results come in the order of the items, or as they end. */
  order: 'asked' | 'ended';
  /** Ends everything. */
  signal: AbortSignal;
  /** Speaks one item to its end. */
  speak: (index: number) => Promise<SpokenItem>;
  /** Told of each item when it is over. */
  onResult?: (result: ItemResult) => void;
}

/**
 * Speaks several items, a few at once, each by itself: none waits for another, fails with it, or is heard in its place.
 * It begins at once. Once its signal aborts nothing more begins, and what is held is let go of.
 */
export class Batch {
  readonly counts: BatchCounts = { completed: 0, failed: 0 };
  readonly #options: BatchOptions;
  readonly #results: PromiseWithResolvers<ItemResult>[];
  readonly #waiting = new Set<SpokenItem>();
  #begun = 0;
  #atWork = 0;

  constructor(options: BatchOptions) {
    this.#options = options;
    this.#results = Array.from({ length: options.items }, () => Promise.withResolvers<ItemResult>());
    options.signal.addEventListener('abort', () => this.#letGo(), { once: true });
    this.#beginMore();
  }

  /**
   * The results, each once. What a result holds is let go of when the next one is asked for.
   * @throws the reason of the signal when it aborts.
   */
  async *results(): AsyncGenerator<ItemResult, void, undefined> {
    const { signal } = this.#options;
    const left = whenAborted(signal);
    for (const { promise } of this.#results) {
      const result = await Promise.race([promise, left]);
      yield result;
      if (!(result.outcome instanceof Problem)) this.#release(result.outcome);
      this.#beginMore();
    }
  }

  #beginMore(): void {
    const { items, atOnce, signal } = this.#options;
    while (this.#begun < items && this.#atWork < atOnce && !signal.aborted && this.#hasRoom()) {
      void this.#work(this.#begun++);
    }
  }

  #hasRoom(): boolean {
    const bytes = Array.from(this.#waiting, ({ clip }) => clip.bytes).reduce((sum, one) => sum + one, 0);
    return bytes <= MAX_WAITING_BYTES;
  }

  async #work(index: number): Promise<void> {
    this.#atWork += 1;
    const outcome = await this.#speak(index);
    this.#atWork -= 1;
    this.#note({ index, outcome });
    this.#beginMore();
  }

  async #speak(index: number): Promise<SpokenItem | Problem> {
    try {
      return await this.#options.speak(index);
    } catch (error) {
      return asProblem(error);
    }
  }

  #note(result: ItemResult): void {
    const { order, signal, onResult } = this.#options;
    const { index, outcome } = result;
    const place = order === 'asked' ? index : this.counts.completed + this.counts.failed;
    if (outcome instanceof Problem) this.counts.failed += 1;
    else {
      this.counts.completed += 1;
      this.#waiting.add(outcome);
    }
    onResult?.(result);
    if (signal.aborted) this.#letGo();
    this.#results[place]?.resolve(result);
  }

  #letGo(): void {
    for (const item of this.#waiting) this.#release(item);
  }

  #release(item: SpokenItem): void {
    this.#waiting.delete(item);
    item.clip.release();
  }
}
