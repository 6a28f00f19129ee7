import type { JobRecord } from '@voxlane/emulator';
import { bytesHeard, type Heard } from '../client/heard.ts';
import { bytesIn, spokenChunks } from './spoken-chunks.ts';

/**
 * How many listeners got an error, a broken answer, or not exactly the bytes that were made.
 * @param bytesOut bytes at the listener for each byte that was made: 2 where 24 kHz become 48 kHz.
 */
export function countFailures(heards: readonly Heard[], jobs: readonly JobRecord[], bytesOut = 1): number {
  return heards.filter((heard) => {
    const made = bytesIn(spokenChunks(heard.text, jobs).flat()) * bytesOut;
    return heard.failure !== undefined || made === 0 || bytesHeard(heard) !== made;
  }).length;
}
