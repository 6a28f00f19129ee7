import type { AvailableAudio } from '@voxlane/emulator';
import { type Arrival, arrivalOf } from './arrival.ts';

/**
 * For each chunk, in the order in which it plays: milliseconds from the moment when it could have been delivered to its
 * last byte at the listener. It can be delivered as soon as it and all chunks before it are available. A chunk of which
 * a byte is missing has no lag: it is left out. The listener's bytes are the chunks' own: nothing was resampled.
 */
export function chunkLags(chunks: readonly AvailableAudio[], arrivals: readonly Arrival[]): number[] {
  let end = 0;
  let deliverable = Number.NEGATIVE_INFINITY;
  return chunks.flatMap(({ at, bytes }) => {
    end += bytes;
    deliverable = Math.max(deliverable, at);
    const arrived = arrivalOf(end, arrivals);
    return arrived === undefined ? [] : [arrived - deliverable];
  });
}
