import type { Timed } from './lateness.ts';

/**
 * How long after its first tokens a player has to begin so that it never runs dry: the most by which an arrival was
 * behind the time at which it plays. Milliseconds.
 * @param bytesPerSecond of the audio that arrives
 */
export function leadMs({ begunAt, arrivals }: Timed, bytesPerSecond: number): number {
  const behind = arrivals.map(({ at }, i) => {
    return at - begunAt - ((arrivals[i - 1]?.total ?? 0) / bytesPerSecond) * 1_000;
  });
  return Math.max(0, ...behind);
}
