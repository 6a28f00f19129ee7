import type { SpeechOrder } from './speech-order.ts';

/** Something that was spoken during this visit. */
export interface SpokenClip extends SpeechOrder {
  id: number;
  /** When it was asked for. */
  at: Date;
  /** Length in seconds. */
  seconds: number;
  /** Milliseconds from the question to the first sound, where that was measured. */
  firstSoundMs?: number | undefined;
  /** A WAV file. */
  clip: Blob;
}

/** Most clips that are kept, and most bytes of them: 55 minutes at 48 kHz, which a phone can hold. */
const MAX_CLIPS = 50;
const MAX_BYTES = 320_000_000;

/** The clips of a visit, the newest first; the oldest make room. */
export function withClip(clips: readonly SpokenClip[], clip: SpokenClip): SpokenClip[] {
  let bytes = 0;
  return [clip, ...clips].slice(0, MAX_CLIPS).filter((each, index) => {
    bytes += each.clip.size;
    return index === 0 || bytes <= MAX_BYTES;
  });
}
