import type { AudioFormat } from '@voxlane/schema';
import type { EventDialect, OpenEncoder, Speech } from '@voxlane/speech';
import type { ClipBounds } from '../clip/read-clip.ts';

/** Speech that was asked for, and how it goes out. */
export interface StreamedSpeech {
  format: AudioFormat;
  openEncoder: OpenEncoder;
  /** What raw samples are called as a media type, where that is not the lane's own name. */
  pcmType?: string | undefined;
  /** As server-sent events in place of the bytes themselves. */
  sse: boolean;
  /** How those are written; the lane's own way when left out. */
  dialect?: EventDialect | undefined;
  /** Reads a clip within these bounds to its end before it answers, so that its length is known. */
  whole?: ClipBounds | undefined;
  /** The answer is WAV in pieces of this many bytes. */
  wavPieces?: number | undefined;
  /** Output rate in Hz; undefined: that of the speech, once it is in hand. */
  sampleRate: number | undefined;
  /** Option names that nobody takes. */
  ignored: readonly string[];
  /** True when somebody else decides on voices and options, so that a refusal comes only after asking. */
  decidedElsewhere?: boolean;
  /** Begins to speak; resolves when the first audio is in hand. */
  start: () => Promise<Speech>;
  listener: AbortController;
  /** Gives back what was held for this speech, once it is over however it ended. Any number of calls is one. */
  leave: () => void;
}
