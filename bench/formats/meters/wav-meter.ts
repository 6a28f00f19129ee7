import { parseWavHeader } from '@voxlane/audio';
import { ByteQueue } from './byte-queue.ts';
import { PcmMeter } from './pcm-meter.ts';
import type { SoundMeter } from './sound-meter.ts';

/** 16-bit mono samples behind a header, without which nobody can play them. */
export class WavMeter implements SoundMeter {
  readonly leadIn = 0;
  readonly #head = new ByteQueue();
  #data: PcmMeter | undefined;

  get samples(): number {
    return this.#data?.samples ?? 0;
  }

  get sampleRate(): number {
    return this.#data?.sampleRate ?? Number.NaN;
  }

  /** @throws DataError for a header that is none of WAV. */
  push(bytes: Uint8Array): void {
    if (this.#data === undefined) this.#takeHeader(bytes);
    else this.#data.push(bytes);
  }

  #takeHeader(bytes: Uint8Array): void {
    this.#head.push(bytes);
    const read = parseWavHeader(this.#head.bytes);
    if (read.status === 'incomplete') return;
    this.#data = new PcmMeter(read.header.sampleRate);
    this.#data.push(this.#head.bytes.subarray(read.header.dataOffset));
  }
}
