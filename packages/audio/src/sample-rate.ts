/** Lowest rate in Hz we take: below it speech is no longer intelligible. */
export const MIN_SAMPLE_RATE = 4_000;
/** Highest rate in Hz we take: the highest that audio interfaces and files use. */
export const MAX_SAMPLE_RATE = 192_000;

/** Whether `rate` is a whole number of Hz between 4000 and 192000. */
export function isSampleRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= MIN_SAMPLE_RATE && rate <= MAX_SAMPLE_RATE;
}

/** Returns `rate`; throws a RangeError that names `what` unless it is a usable sample rate in Hz. */
export function checkSampleRate(rate: number, what: string): number {
  if (isSampleRate(rate)) return rate;
  throw new RangeError(
    `${what} is ${rate}; it must be a whole number of Hz from ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE}`,
  );
}
