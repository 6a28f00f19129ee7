/** Longest frame in bytes: 8 channels of 64-bit samples. */
const MAX_FRAME_BYTES = 64;

/**
 * Any pieces of bytes -> pieces of whole sample frames: the bytes of a frame that was cut by a piece's end wait for
 * the next piece. One odd byte lost would turn all later 16-bit samples into noise.
 */
export class SampleFrames {
  readonly #frameBytes: number;
  #carry = new Uint8Array(0);

  /** @param frameBytes bytes of one frame, 1..64; 2 for mono 16-bit. Throws a RangeError otherwise. */
  constructor(frameBytes = 2) {
    if (!Number.isInteger(frameBytes) || frameBytes < 1 || frameBytes > MAX_FRAME_BYTES) {
      throw new RangeError(`a frame of ${frameBytes} bytes is not possible; it must be 1 to ${MAX_FRAME_BYTES}`);
    }
    this.#frameBytes = frameBytes;
  }

  /** The whole frames that are complete now, perhaps none. A view of `bytes` where nothing was carried over. */
  push(bytes: Uint8Array): Uint8Array {
    const joined = this.#carry.length === 0 ? bytes : concat(this.#carry, bytes);
    const whole = joined.length - (joined.length % this.#frameBytes);
    this.#carry = joined.slice(whole);
    return joined.subarray(0, whole);
  }

  /** Ends the input: how many bytes of an unfinished frame were left over (0 for a sound stream). Ready for reuse. */
  flush(): number {
    const leftover = this.#carry.length;
    this.#carry = new Uint8Array(0);
    return leftover;
  }
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
