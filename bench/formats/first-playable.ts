import type { AvailableAudio } from '@voxlane/emulator';
import type { SoundArrival } from './listen-to-format.ts';

/**
 * Milliseconds from the moment when RunPod had the first audio to that when the listener had a sample that can be
 * decoded; undefined when neither ever was.
 */
export function firstPlayableMs(
  chunks: readonly AvailableAudio[],
  arrivals: readonly SoundArrival[],
): number | undefined {
  const first = arrivals.find(({ samples }) => samples > 0);
  const [made] = chunks;
  return first === undefined || made === undefined ? undefined : first.at - made.at;
}
