import { downmix, int16ToFloat, SampleFrames } from '@voxlane/audio';
import type { AudioDecoder, AudioEvent } from './audio-event.ts';
import { truncated } from './truncated.ts';

const BYTES_PER_SAMPLE = 2;

/** Signed 16-bit little-endian samples; those of one moment that a piece cuts wait for the next. */
export class PcmDecoder implements AudioDecoder {
  readonly #sampleRate: number;
  readonly #channels: number;
  readonly #frames: SampleFrames;

  /** @param sampleRate Hz; @param channels 1..8, mixed down to one */
  constructor(sampleRate: number, channels = 1) {
    this.#sampleRate = sampleRate;
    this.#channels = channels;
    this.#frames = new SampleFrames(BYTES_PER_SAMPLE * channels);
  }

  push(bytes: Uint8Array): AudioEvent[] {
    const samples = downmix(int16ToFloat(this.#frames.push(bytes)), this.#channels);
    return samples.length === 0 ? [] : [{ type: 'audio', samples, sampleRate: this.#sampleRate }];
  }

  flush(): void {
    if (this.#frames.flush() > 0) throw truncated('its last sample is not whole');
  }
}
