import { WavReader } from '@voxlane/audio';
import type { AudioDecoder, AudioEvent } from './audio-event.ts';
import { truncated } from './truncated.ts';

/** A WAV file, also one whose header does not know how long it will be. */
export class WavDecoder implements AudioDecoder {
  readonly #reader = new WavReader();

  push(bytes: Uint8Array): AudioEvent[] {
    const samples = this.#reader.push(bytes);
    const sampleRate = this.#reader.header?.sampleRate;
    return sampleRate === undefined || samples.length === 0 ? [] : [{ type: 'audio', samples, sampleRate }];
  }

  flush(): void {
    const { missingBytes, leftoverBytes } = this.#reader.flush();
    if (missingBytes > 0) throw truncated(`${missingBytes} bytes are missing`);
    if (leftoverBytes > 0) throw truncated('its last sample is not whole');
  }
}
