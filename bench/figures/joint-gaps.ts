import { type Arrival, arrivalOf } from './arrival.ts';

/**
 * Milliseconds from the last byte of each piece to the first byte of the next one; 0 where both came at once.
 * @param pieces length of each piece in bytes, in playing order.
 */
export function jointGaps(pieces: readonly number[], arrivals: readonly Arrival[]): number[] {
  let end = 0;
  return pieces.slice(0, -1).flatMap((bytes) => {
    end += bytes;
    const [last, first] = [arrivalOf(end, arrivals), arrivalOf(end + 1, arrivals)];
    return last === undefined || first === undefined ? [] : [first - last];
  });
}
