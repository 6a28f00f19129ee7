import type { AudioFormat, Problem } from '@voxlane/schema';
import type { SpeechOrder } from '@voxlane/speech';
import type { HeldClip } from '../clip/held-clip.ts';

/** An item of a batch as it is to be spoken. */
export interface ItemOrder extends SpeechOrder {
  format: AudioFormat;
}

/** An item that was spoken, whole. */
export interface SpokenItem {
  format: AudioFormat;
  /** In Hz. */
  sampleRate: number;
  clip: HeldClip;
  /** UTF-16 units of text, and samples of audio. */
  characters: number;
  samples: number;
}

/** What came of one item. */
export interface ItemResult {
  /** Its place in the batch. */
  index: number;
  outcome: SpokenItem | Problem;
}

/** Items that are over. */
export interface BatchCounts {
  completed: number;
  failed: number;
}
