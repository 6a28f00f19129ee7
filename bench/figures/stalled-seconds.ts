import type { Arrival } from './arrival.ts';

/**
 * Seconds of silence that a listener hears who starts to play with the first byte and plays on whenever there is
 * something: the sum of all times with nothing left to play.
 * @param bytesPerSecond of the audio that arrives.
 */
export function stalledSeconds(arrivals: readonly Arrival[], bytesPerSecond: number): number {
  const [first] = arrivals;
  if (first === undefined) return 0;
  let stalled = 0;
  let played = first.total;
  for (const { at, total } of arrivals) {
    const empty = first.at + (played / bytesPerSecond) * 1_000 + stalled;
    if (at > first.at) stalled += Math.max(0, at - empty);
    played = total;
  }
  return stalled / 1_000;
}
