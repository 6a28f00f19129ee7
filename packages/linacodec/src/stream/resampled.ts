import { RESAMPLE_REACH } from '../spectrum/resample-kernel.ts';
import { resample2x } from '../spectrum/resample2x.ts';
import { FrameBuffer } from './frame-buffer.ts';

/** A signal at 24 kHz as it comes, at 48 kHz: the same samples however the input is grouped. */
export class Resampled {
  readonly #input = new FrameBuffer(1);
  readonly #output = new FrameBuffer(1);
  #done = 0;

  /** Samples at 24 kHz. */
  push(samples: Float32Array): void {
    this.#input.append(samples);
  }

  /** Resamples what no later sample can change, or all. */
  settle(final: boolean): void {
    const end = this.#input.end;
    const to = final ? end : end - RESAMPLE_REACH;
    if (to <= this.#done) return;
    const first = Math.max(0, this.#done - RESAMPLE_REACH);
    this.#output.append(resample2x(this.#input.slice(first, end), this.#done - first, to - first));
    this.#done = to;
    this.#input.drop(to - RESAMPLE_REACH);
  }

  /** Samples at 48 kHz so far. */
  get end(): number {
    return this.#output.end;
  }

  /** Samples at 48 kHz, valid until the next call of another method. */
  slice(from: number, to: number): Float32Array {
    return this.#output.slice(from, to);
  }

  /** Forgets the samples at 48 kHz before `sample`. */
  drop(sample: number): void {
    this.#output.drop(sample);
  }
}
