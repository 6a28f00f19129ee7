import { DataError } from './data-error.ts';
import { downmix } from './downmix.ts';
import { MAX_WAV_HEADER_BYTES, parseWavHeader, type WavHeader } from './parse-wav-header.ts';
import { decodeSamples } from './pcm.ts';
import { SampleFrames } from './sample-frames.ts';

/** How a WAV file ended. Both are 0 for a whole one. */
export interface WavEnd {
  /** Bytes that the header promised and that never came. */
  missingBytes: number;
  /** Bytes of a last frame that was cut. */
  leftoverBytes: number;
}

/** Everything in hand once the header is read. */
interface WavBody {
  header: WavHeader;
  frames: SampleFrames;
  /** Bytes of sample data still to come; Infinity when the header does not say. */
  remaining: number;
}

/** A WAV file in pieces of any size -> mono samples. The header and the chunks after the samples are not played. */
export class WavReader {
  #head: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #headLength = 0;
  #bytesNeeded = 0;
  #body: WavBody | undefined;

  /** The header, once enough bytes came to read it. */
  get header(): WavHeader | undefined {
    return this.#body?.header;
  }

  /** Mono samples that are complete now, perhaps none. Throws a DataError on a header that cannot be read. */
  push(bytes: Uint8Array): Float32Array<ArrayBuffer> {
    if (this.#body !== undefined) return take(this.#body, bytes);
    this.#collect(bytes);
    if (this.#headLength < this.#bytesNeeded) return new Float32Array(0);
    const head = this.#head.subarray(0, this.#headLength);
    const result = parseWavHeader(head);
    if (result.status === 'incomplete') {
      this.#bytesNeeded = result.bytesNeeded;
      return new Float32Array(0);
    }
    this.#body = bodyOf(result.header);
    this.#head = new Uint8Array(0);
    return take(this.#body, head.subarray(result.header.dataOffset));
  }

  /** Ends the input and says what was missing. Throws a DataError when it ended within the header. */
  flush(): WavEnd {
    if (this.#body === undefined) {
      throw new DataError('truncated', `WAV ended within its header, after ${this.#headLength} bytes`);
    }
    const { remaining, frames } = this.#body;
    return { missingBytes: Number.isFinite(remaining) ? remaining : 0, leftoverBytes: frames.flush() };
  }

  /** Appends to a buffer that doubles, so that a header sent byte by byte is not copied for each byte. */
  #collect(bytes: Uint8Array): void {
    const length = this.#headLength + bytes.length;
    if (length > this.#head.length) {
      const grown = new Uint8Array(Math.max(length, Math.min(2 * length, MAX_WAV_HEADER_BYTES)));
      grown.set(this.#head.subarray(0, this.#headLength));
      this.#head = grown;
    }
    this.#head.set(bytes, this.#headLength);
    this.#headLength = length;
  }
}

function bodyOf(header: WavHeader): WavBody {
  return {
    header,
    frames: new SampleFrames(header.frameBytes),
    remaining: header.dataBytes ?? Number.POSITIVE_INFINITY,
  };
}

function take(body: WavBody, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const data = bytes.subarray(0, Math.min(bytes.length, body.remaining));
  body.remaining -= data.length;
  const samples = decodeSamples(body.frames.push(data), body.header.sampleFormat);
  return downmix(samples, body.header.channels);
}
