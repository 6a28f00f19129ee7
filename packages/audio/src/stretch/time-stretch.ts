import { choosePlace } from './choose-place.ts';
import { crossfade } from './crossfade.ts';
import { InputWindow } from './input-window.ts';
import { joinSamples } from './join-samples.ts';
import { stretchCurve } from './stretch-curve.ts';
import { earliestPlace, exactPlace, inputNeeded, planStretch, type StretchPlan } from './stretch-plan.ts';

export interface TimeStretchOptions {
  /** Hz, 4000..192000. */
  sampleRate: number;
  /** Input seconds per output second, 0.25..4: 2 speaks twice as fast. */
  speed: number;
}

/**
 * Changes the speed of a mono stream of speech and keeps its pitch: WSOLA after Verhelst & Roelands, "An overlap-add
 * technique based on waveform similarity" (ICASSP 1993). Output is made in blocks of 12 ms. Each runs on where the last
 * one ended as long as that lies near the exact place, and otherwise fades over to the most similar piece near it,
 * chosen so that the attack of a consonant is seldom repeated or left out.
 *
 * n samples in give round(n / speed) out; the first and the last of them are the first and last of the input, without
 * fades. Output is bit for bit the same however the input is cut into pieces. `push` holds back at most 32 ms +
 * 12 ms * speed of input (22 ms above speed 1), or 24 ms * speed if that is more. A clip shorter than a window (24 ms) changes its pitch.
 * NaN and infinities become silence; at speed 1 samples pass through untouched.
 */
export class TimeStretch {
  readonly #plan: StretchPlan;
  #input = new InputWindow();
  /** Place in the input of the sample that would follow the last output. */
  #next = 0;
  /** Blocks made. */
  #blocks = 0;

  /** A RangeError for a rate or speed outside the ranges of {@link TimeStretchOptions}. */
  constructor({ sampleRate, speed }: TimeStretchOptions) {
    this.#plan = planStretch(sampleRate, speed);
  }

  /** Samples that are final now, perhaps none. At speed 1 the very same array. */
  push<Buffer extends ArrayBufferLike>(samples: Float32Array<Buffer>): Float32Array<Buffer | ArrayBuffer> {
    if (this.#plan.speed === 1) return samples;
    this.#input.append(samples);
    const parts: Float32Array[] = [];
    while (this.#input.end >= inputNeeded(this.#plan, this.#blocks)) parts.push(this.#block());
    this.#input.forget(earliestPlace(this.#plan, this.#blocks, this.#next));
    return joinSamples(parts);
  }

  /** Ends the stream: all that is left of round(n / speed) samples. Ready for another stream afterwards. */
  flush(): Float32Array<ArrayBuffer> {
    const { speed, hop } = this.#plan;
    const total = Math.round(this.#input.end / speed);
    const parts: Float32Array[] = [];
    if (this.#input.end < 2 * hop) {
      parts.push(stretchCurve(this.#input.read(0, this.#input.end), speed, total));
    } else {
      while (total - this.#blocks * hop >= 2 * hop) parts.push(this.#block());
      parts.push(this.#lastBlock(total - this.#blocks * hop));
    }
    this.#reset();
    return joinSamples(parts);
  }

  #block(): Float32Array {
    const { hop } = this.#plan;
    const exact = exactPlace(this.#plan, this.#blocks);
    const place = choosePlace(this.#plan, this.#input, this.#next, exact);
    const block = this.#fadeTo(place, hop);
    this.#next = place + hop;
    this.#blocks++;
    return block;
  }

  /** The last `length` samples of the input, faded to from where the block before them ended. */
  #lastBlock(length: number): Float32Array {
    const place = this.#input.end - length;
    const faded = Math.min(this.#plan.hop, length);
    return joinSamples([this.#fadeTo(place, faded), this.#input.read(place + faded, length - faded)]);
  }

  #fadeTo(place: number, length: number): Float32Array {
    const running = this.#input.read(this.#next, length);
    return place === this.#next ? running : crossfade(running, this.#input.read(place, length));
  }

  #reset(): void {
    this.#input = new InputWindow();
    this.#next = 0;
    this.#blocks = 0;
  }
}
