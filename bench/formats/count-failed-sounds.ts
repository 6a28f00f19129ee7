import type { JobRecord } from '@voxlane/emulator';
import { bytesIn, spokenChunks } from '../figures/spoken-chunks.ts';
import type { HeardSound } from './listen-to-format.ts';

/** What a codec may add behind the sound to fill its last frames, in seconds: MP3 needs most, three frames at 24 ms. */
const MOST_PADDING_SECONDS = 0.072;
/** What a change of rate may round away, in seconds. */
const ROUNDING_SECONDS = 0.0001;

/**
 * How many listeners got an error, a broken answer, less sound than was made, or more than a last frame explains.
 * @param bytesPerSecond of what the jobs made.
 */
export function countFailedSounds(
  heards: readonly HeardSound[],
  jobs: readonly JobRecord[],
  bytesPerSecond: number,
): number {
  return heards.filter(({ text, arrivals, failure }) => {
    const made = bytesIn(spokenChunks(text, jobs).flat()) / bytesPerSecond;
    const added = (arrivals.at(-1)?.seconds ?? 0) - made;
    return failure !== undefined || made === 0 || added < -ROUNDING_SECONDS || added > MOST_PADDING_SECONDS;
  }).length;
}
