import type { AvailableAudio, JobRecord } from '@voxlane/emulator';

/**
 * The audio of the jobs that spoke `text`, job by job in the order of their pieces in it. Texts of a bench differ, so
 * the pieces of one are found in no other.
 */
export function spokenChunks(text: string, jobs: readonly JobRecord[]): AvailableAudio[][] {
  return jobs
    .map(({ input, audio }) => ({ place: text.indexOf(String(input.text)), audio }))
    .filter(({ place }) => place >= 0)
    .sort((one, other) => one.place - other.place)
    .map(({ audio }) => audio);
}

/** Bytes of audio in `chunks`. */
export function bytesIn(chunks: readonly AvailableAudio[]): number {
  return chunks.reduce((sum, { bytes }) => sum + bytes, 0);
}
