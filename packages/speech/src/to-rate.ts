import { Resampler } from '@voxlane/audio';
import type { DecodedChunk } from './decode-chunk.ts';
import { OutputRate } from './output-rate.ts';

/**
 * Brings chunks of any rate to one output rate. The filter's state runs across chunks of the same rate; where the rate
 * changes, the old filter is emptied first, so nothing is lost and no chunk plays at a wrong speed.
 */
export class ToRate {
  readonly #rate: OutputRate;
  #from: number | undefined;
  #resampler: Resampler | undefined;

  /** @param rate output rate in Hz, or one that the first chunk may still decide. */
  constructor(rate: number | OutputRate) {
    this.#rate = typeof rate === 'number' ? new OutputRate(rate) : rate;
  }

  /** Takes a chunk in; what comes out may lag by the filter's length (about a millisecond). */
  push({ samples, sampleRate }: DecodedChunk): Float32Array[] {
    const before = this.#from === undefined || this.#from === sampleRate ? [] : [this.flush()];
    this.#resampler ??= new Resampler(sampleRate, this.#rate.decide(sampleRate));
    this.#from = sampleRate;
    return [...before, this.#resampler.push(samples)].filter((block) => block.length > 0);
  }

  /** What the filter still holds. */
  flush(): Float32Array {
    const tail = this.#resampler?.flush() ?? new Float32Array(0);
    this.#resampler = undefined;
    return tail;
  }
}
