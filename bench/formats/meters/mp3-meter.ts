import { ByteQueue } from './byte-queue.ts';
import { mp3Frame } from './mp3-frame.ts';
import type { SoundMeter } from './sound-meter.ts';

/** Samples of silence that LAME puts in front (576), and those that every decoder adds (528 and one), as LAME has them. */
const LEAD_IN = 576 + 529;

/**
 * MP3: a frame counts when it is whole and everything in earlier frames that it reaches back to has come. A stream that
 * begins in the middle of another one has frames that do not.
 */
export class Mp3Meter implements SoundMeter {
  readonly leadIn = LEAD_IN;
  readonly #queue = new ByteQueue();
  #sampleRate = Number.NaN;
  #samples = 0;
  /** Main data of the frames so far, in bytes. */
  #mainData = 0;

  get samples(): number {
    return this.#samples;
  }

  get sampleRate(): number {
    return this.#sampleRate;
  }

  /** @throws Error when a frame does not follow the one before it. */
  push(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    let start = 0;
    for (;;) {
      const frame = mp3Frame(this.#queue.bytes, start);
      if (frame === undefined) break;
      start += frame.bytes;
      this.#sampleRate = frame.sampleRate;
      if (frame.isTable) continue;
      if (frame.reservoir <= this.#mainData) this.#samples += frame.samples;
      this.#mainData += frame.mainData;
    }
    this.#queue.drop(start);
  }
}
