import { floatToInt16, wavHeader } from '@voxlane/audio';
import { PeakList } from './peak-list.ts';

const BYTES_PER_SAMPLE = 2;
/** Rate in the header of a file without samples. */
const EMPTY_RATE = 24_000;
/** Small parts are joined into one of this size, in bytes: a stream of 20 ms pieces would else make thousands. */
const PART_BYTES = 262_144;

/** What was received, as 16-bit samples, up to a bound; of what comes beyond it only the peaks are kept. */
export class KeptSamples {
  readonly #maxS: number;
  readonly #peaks = new PeakList();
  #sampleRate: number | undefined;
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #last: Uint8Array<ArrayBuffer>[] = [];
  #lastBytes = 0;
  #samples = 0;

  /** @param maxS seconds to keep */
  constructor(maxS: number) {
    this.#maxS = maxS;
  }

  /** Seconds that are kept. */
  get seconds(): number {
    return this.#sampleRate === undefined ? 0 : this.#samples / this.#sampleRate;
  }

  /** @param sampleRate Hz, the same each time */
  add(samples: Float32Array, sampleRate: number): void {
    this.#sampleRate ??= sampleRate;
    this.#peaks.add(samples);
    const room = Math.max(0, Math.floor(this.#maxS * sampleRate) - this.#samples);
    const bytes = floatToInt16(samples.subarray(0, room));
    this.#samples += bytes.length / BYTES_PER_SAMPLE;
    this.#last.push(bytes);
    this.#lastBytes += bytes.length;
    if (this.#lastBytes >= PART_BYTES) this.#join();
  }

  /** A WAV file with an exact header. */
  wav(): Blob {
    const header = wavHeader({ sampleRate: this.#sampleRate ?? EMPTY_RATE, samples: this.#samples });
    return new Blob([header, ...this.#parts, ...this.#last], { type: 'audio/wav' });
  }

  /** See {@link PeakList.take}. */
  peaks(buckets: number): Float32Array<ArrayBuffer> {
    return this.#peaks.take(buckets);
  }

  #join(): void {
    const part = new Uint8Array(this.#lastBytes);
    let at = 0;
    for (const bytes of this.#last) {
      part.set(bytes, at);
      at += bytes.length;
    }
    this.#parts.push(part);
    this.#last = [];
    this.#lastBytes = 0;
  }
}
