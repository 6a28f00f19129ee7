import { checkedBytes, type LameInstance } from './lame-instance.ts';
import { LAME_BLOCK, type LameHandle, openLame } from './open-lame.ts';

/**
 * Mono floats in [-1, 1] -> MP3 in frames of constant size. Encoders of one instance do not meet: each has its state and
 * its buffers. {@link LameEncoder.free} gives them back.
 */
export class LameEncoder {
  readonly #lame: LameInstance;
  readonly #handle: LameHandle;
  #freed = false;

  /**
   * @param sampleRate of the samples and of the MP3, in Hz. @param bitrate in kbit/s.
   * @throws Error for a rate that MP3 does not know; Problem `overloaded` when there is no memory left.
   */
  constructor(lame: LameInstance, sampleRate: number, bitrate: number) {
    this.#lame = lame;
    this.#handle = openLame(lame, sampleRate, bitrate);
  }

  /** The bytes that are final now, perhaps none. */
  push(samples: Float32Array): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < samples.length; at += LAME_BLOCK)
      parts.push(this.#encode(samples.subarray(at, at + LAME_BLOCK)));
    return joined(parts);
  }

  /** Ends the stream: what LAME held back, and silence up to the end of a frame. Nothing is pushed afterwards. */
  flush(): Uint8Array<ArrayBuffer> {
    this.#check();
    return this.#made(this.#lame.enc_flush(this.#handle.encoder));
  }

  /** Gives its memory back; further calls of it do nothing. */
  free(): void {
    if (!this.#freed) this.#lame.enc_free(this.#handle.encoder);
    this.#freed = true;
  }

  #encode(block: Float32Array): Uint8Array<ArrayBuffer> {
    this.#check();
    new Float32Array(this.#lame.memory.buffer, this.#handle.pcm, block.length).set(block);
    return this.#made(this.#lame.enc_encode(this.#handle.encoder, block.length));
  }

  /** Copied: LAME uses its room again. */
  #made(code: number): Uint8Array<ArrayBuffer> {
    const { memory, enc_get_out_buf } = this.#lame;
    return new Uint8Array(memory.buffer, enc_get_out_buf(this.#handle.encoder), checkedBytes(code)).slice();
  }

  #check(): void {
    if (this.#freed) throw new Error('this encoder was given back; open another one');
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
