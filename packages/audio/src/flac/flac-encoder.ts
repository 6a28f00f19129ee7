import { joinBytes } from '../join-bytes.ts';
import { floatToInt16 } from '../pcm.ts';
import { flacBlockSize, flacRateCode } from './flac-format.ts';
import { flacFrame } from './flac-frame.ts';
import { streamHeader } from './stream-header.ts';

/** What a FLAC stream is made of. */
export interface FlacEncoderOptions {
  /** Hz: 8000, 16000, 22050, 24000, 32000, 44100 or 48000. */
  sampleRate: number;
}

/**
 * Mono floats -> a lossless FLAC stream of 16-bit samples (RFC 9639, within the streamable subset of section 7).
 * Holds back less than one block of 24 to 36 ms; the bytes do not depend on how the input is cut.
 */
export class FlacEncoder {
  readonly #sampleRate: number;
  readonly #block: Int16Array;
  #filled = 0;
  #frames = 0;
  #headerSent = false;

  /** Throws a RangeError when `sampleRate` is none of the rates above. */
  constructor({ sampleRate }: FlacEncoderOptions) {
    flacRateCode(sampleRate);
    this.#sampleRate = sampleRate;
    this.#block = new Int16Array(flacBlockSize(sampleRate));
  }

  /**
   * The frames that are complete now, perhaps none; the stream header goes before the first one. Throws a RangeError
   * when frame numbers run out, after 1.6 years of sound.
   */
  push(samples: Float32Array): Uint8Array<ArrayBuffer> {
    const pcm = floatToInt16(samples);
    const view = new DataView(pcm.buffer);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let i = 0; i < samples.length; i++) {
      this.#block[this.#filled++] = view.getInt16(2 * i, true);
      if (this.#filled === this.#block.length) this.#takeFrame(parts);
    }
    return joinBytes(parts);
  }

  /** Ends the stream: the last, short frame; the header alone when there was no sample. The next push begins anew. */
  flush(): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    if (this.#filled > 0) this.#takeFrame(parts);
    else this.#takeHeader(parts);
    this.#frames = 0;
    this.#headerSent = false;
    return joinBytes(parts);
  }

  /** The stream header once more, with the length of the stream. */
  head(samples: number): Uint8Array<ArrayBuffer> {
    return streamHeader(this.#sampleRate, this.#block.length, samples);
  }

  #takeFrame(parts: Uint8Array<ArrayBuffer>[]): void {
    this.#takeHeader(parts);
    parts.push(flacFrame(this.#block.subarray(0, this.#filled), this.#frames++, this.#sampleRate));
    this.#filled = 0;
  }

  #takeHeader(parts: Uint8Array<ArrayBuffer>[]): void {
    if (!this.#headerSent) parts.push(streamHeader(this.#sampleRate, this.#block.length));
    this.#headerSent = true;
  }
}
