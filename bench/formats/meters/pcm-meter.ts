import type { SoundMeter } from './sound-meter.ts';

const BYTES_PER_SAMPLE = 2;

/** Raw 16-bit mono samples: each is decodable by itself. @param sampleRate Hz, which raw samples cannot say. */
export class PcmMeter implements SoundMeter {
  readonly leadIn = 0;
  readonly sampleRate: number;
  #bytes = 0;

  constructor(sampleRate: number) {
    this.sampleRate = sampleRate;
  }

  get samples(): number {
    return Math.floor(this.#bytes / BYTES_PER_SAMPLE);
  }

  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
  }
}
