import type { HeadConfig } from '../checkpoint/decoder-config.ts';
import type { SpectralFrames } from '../session/decoder-models.ts';

/** Smallest sum of squared windows to divide by, as for PyTorch's inverse STFT. */
const LEAST_ENVELOPE = 1e-11;

/**
 * Ends an inverse STFT (DECODER: overlap-add, division by the sum of the squared periodic Hann windows, trimmed ends)
 * as frames come. Every frame is added once, so that the result is the same however the frames are grouped.
 */
export class OverlapAdd {
  readonly #size: number;
  readonly #hop: number;
  readonly #cut: number;
  readonly #squares: Float64Array;
  /** Reciprocal of the envelope where no frame is missing, `[hop]`. */
  readonly #inside: Float64Array;
  /** Sums from sample `#frames * hop` of the untrimmed signal on, `[size]`. */
  readonly #sums: Float64Array;
  #frames = 0;

  constructor({ nFft, hop, padding }: HeadConfig) {
    this.#size = nFft;
    this.#hop = hop;
    this.#cut = Math.floor((padding === 'center' ? nFft : nFft - hop) / 2);
    this.#squares = Float64Array.from(
      { length: nFft },
      (_, n) => (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / nFft)) ** 2,
    );
    const settled = Math.ceil(nFft / hop) * hop;
    this.#inside = Float64Array.from(
      { length: hop },
      (_, place) => 1 / this.#envelope(place + settled, Number.POSITIVE_INFINITY),
    );
    this.#sums = new Float64Array(nFft);
  }

  /** Adds frames, and returns the samples that no later frame can change. */
  push({ frames, even, odd }: SpectralFrames): Float32Array<ArrayBuffer> {
    const half = this.#size / 2;
    const start = this.#frames * this.#hop;
    const out = new Float32Array(frames * this.#hop);
    for (let frame = 0; frame < frames; frame++) {
      const row = [frame * half, (frame + 1) * half] as const;
      this.#add(even.subarray(...row), odd.subarray(...row));
      this.#emit(
        out.subarray(frame * this.#hop, (frame + 1) * this.#hop),
        start + frame * this.#hop,
        Number.POSITIVE_INFINITY,
      );
      this.#sums.copyWithin(0, this.#hop);
      this.#sums.fill(0, this.#size - this.#hop);
      this.#frames++;
    }
    return out.subarray(Math.min(Math.max(this.#cut - start, 0), out.length));
  }

  /** The rest, once there are no more frames. Padding `center` leaves none of fewer than 2 frames. */
  flush(): Float32Array<ArrayBuffer> {
    const start = this.#frames * this.#hop;
    const end = start + this.#size - this.#hop - this.#cut;
    const from = Math.max(start, this.#cut);
    const out = new Float32Array(Math.max(0, end - start));
    this.#emit(out, start, this.#frames);
    return out.subarray(from - start);
  }

  /** `even` and `odd` are for the samples 1 to half the frame; see `spectralHead`. */
  #add(even: Float32Array, odd: Float32Array): void {
    const sums = this.#sums;
    const half = even.length;
    const size = 2 * half;
    for (let n = 1; n < half; n++) {
      const same = even[n - 1] as number;
      const opposite = odd[n - 1] as number;
      sums[n] = (sums[n] as number) + same - opposite;
      sums[size - n] = (sums[size - n] as number) + same + opposite;
    }
    sums[half] = (sums[half] as number) + (even[half - 1] as number);
  }

  /** Writes finished sums from sample `start` on, of a signal that has `total` frames in all. */
  #emit(out: Float32Array, start: number, total: number): void {
    const inside = start >= this.#size - this.#hop && total === Number.POSITIVE_INFINITY;
    for (let n = 0; n < out.length; n++) {
      const factor = inside ? this.#inside[n % this.#hop] : 1 / this.#envelope(start + n, total);
      out[n] = (this.#sums[n] as number) * (factor as number);
    }
  }

  /** Sum of the squared windows of the frames that there are at `place`. */
  #envelope(place: number, total: number): number {
    const last = Math.min(total - 1, Math.floor(place / this.#hop));
    let sum = 0;
    for (let frame = last; frame >= 0 && place - frame * this.#hop < this.#size; frame--) {
      sum += this.#squares[place - frame * this.#hop] as number;
    }
    return Math.max(sum, LEAST_ENVELOPE);
  }
}
