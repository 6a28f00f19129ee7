import type { KeptFacts } from './kept-facts.ts';
import { keptBlock, keptEnd, keptHead } from './kept-format.ts';

/**
 * Most bytes that wait for the store: 21 seconds of sound. A store that falls further behind the listener is too slow to
 * be waited for, and the memory is worth more than the copy.
 */
export const MAX_BACKLOG_BYTES = 2 * 1_048_576;

/**
 * A copy of a speech for the store, made while it is heard. It is whole or it breaks, so that nothing but whole speech is
 * kept; and it never makes anybody wait.
 */
export class SpeechCopy {
  readonly body: ReadableStream<Uint8Array>;
  readonly #maxBytes: number;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #bytes = 0;
  #samples = 0;
  #audible = false;

  /** @param maxBytes longest copy, its head and end included. */
  constructor(facts: KeptFacts, maxBytes: number) {
    this.#maxBytes = maxBytes;
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      this.#controller = controller;
    };
    const cancel = () => {
      this.#controller = undefined;
    };
    const room = new ByteLengthQueuingStrategy({ highWaterMark: MAX_BACKLOG_BYTES });
    this.body = new ReadableStream({ start, cancel }, room);
    this.#write(keptHead(facts));
  }

  /** The samples that are heard next, at most 4,800 mono floats at 48 kHz, left as they are. */
  push(samples: Float32Array): void {
    if (this.#controller === undefined || samples.length === 0) return;
    const block = keptBlock(samples);
    this.#audible ||= block.subarray(2).some((byte) => byte !== 0);
    this.#samples += samples.length;
    this.#write(block);
  }

  /** The speech was whole. One of mere silence is no speech. */
  finish(): void {
    if (this.#audible) this.#write(keptEnd(this.#samples));
    else this.giveUp('there was nothing to hear');
    this.#controller?.close();
    this.#controller = undefined;
  }

  /** Nothing is to be kept. Without effect once the copy has ended. */
  giveUp(why: string): void {
    this.#controller?.error(new Error(`The copy was given up: ${why}`));
    this.#controller = undefined;
  }

  #write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#maxBytes) this.giveUp('it is too long');
    else if ((this.#controller?.desiredSize ?? 0) < bytes.length) this.giveUp('the store is too slow');
    else this.#controller?.enqueue(bytes);
  }
}
