/** Samples that share one peak: 11 ms at 24 kHz, finer than any drawing, and 1/256 of the memory. */
export const PEAK_SPAN = 256;

/** The loudest sample of every 256, from which a waveform of any width is drawn. */
export class PeakList {
  readonly #whole: number[] = [];
  #peak = 0;
  #count = 0;

  add(samples: Float32Array): void {
    for (const sample of samples) {
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      if (++this.#count === PEAK_SPAN) this.#finish();
    }
  }

  /** The loudest sample, 0..1, of each of `buckets` equal parts; throws a RangeError unless it is 1..100000. */
  take(buckets: number): Float32Array<ArrayBuffer> {
    if (!Number.isInteger(buckets) || buckets < 1 || buckets > 100_000) {
      throw new RangeError(`${buckets} buckets of peaks; it must be a whole number from 1 to 100000`);
    }
    const peaks = this.#count === 0 ? this.#whole : [...this.#whole, this.#peak];
    return Float32Array.from({ length: buckets }, (_, bucket) => loudest(peaks, bucket, buckets));
  }

  #finish(): void {
    this.#whole.push(Math.min(1, this.#peak));
    this.#peak = 0;
    this.#count = 0;
  }
}

/** Loudest of one bucket's share, which is at least one peak: fewer peaks than buckets are drawn as steps. */
function loudest(peaks: readonly number[], bucket: number, buckets: number): number {
  const from = Math.floor((bucket * peaks.length) / buckets);
  const to = Math.max(from + 1, Math.floor(((bucket + 1) * peaks.length) / buckets));
  return peaks.slice(from, to).reduce((most, peak) => Math.max(most, peak), 0);
}
