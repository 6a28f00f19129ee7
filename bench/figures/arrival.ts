/** Bytes that a listener has had by some moment. */
export interface Arrival {
  /** Milliseconds of the bench's clock. */
  at: number;
  /** Bytes of audio from the first one to the last that was here then. */
  total: number;
}

/** When byte number `count` (from 1) was here; undefined when it never came. Arrivals in order. */
export function arrivalOf(count: number, arrivals: readonly Arrival[]): number | undefined {
  return arrivals.find(({ total }) => total >= count)?.at;
}
