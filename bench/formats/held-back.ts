import type { AvailableAudio } from '@voxlane/emulator';
import type { SoundArrival } from './listen-to-format.ts';

/**
 * Milliseconds of audio that had been made and could not be played yet, at each moment just before the next chunk: what
 * encoder and container held back, since a chunk has long arrived when the next one comes. The end of a stream, which
 * gives everything out, is left out.
 * @param chunks as they came, in real time.
 * @param bytesPerSecond of the chunks.
 */
export function heldBackMs(
  chunks: readonly AvailableAudio[],
  arrivals: readonly SoundArrival[],
  bytesPerSecond: number,
): number[] {
  let bytes = 0;
  return chunks.slice(0, -1).map((chunk, i) => {
    bytes += chunk.bytes;
    const next = chunks[i + 1]?.at ?? chunk.at;
    const had = arrivals.findLast(({ at }) => at < next)?.seconds ?? 0;
    return (bytes / bytesPerSecond - had) * 1_000;
  });
}
