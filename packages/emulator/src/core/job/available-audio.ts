import { isChunkMessage } from '../speech/chunk-message.ts';
import { TOKENS_PER_SECOND } from '../speech/encode-speech.ts';
import { isTokenMessage } from '../speech/token-message.ts';
import { isWholeClip } from '../speech/whole-clip.ts';

/** A piece of audio that a job has yielded. */
export interface AvailableAudio {
  /** When `/stream`, or of a whole clip the result, could give it out, in milliseconds of the emulator's clock. */
  at: number;
  /** Length of the decoded audio in bytes; of tokens, as 16-bit samples at 48 kHz, 25 tokens a second. */
  bytes: number;
}

/** What a token becomes: 1/25 s of 48,000 samples of two bytes a second. */
const BYTES_PER_TOKEN = (48_000 / TOKENS_PER_SECOND) * 2;

/** Bytes of audio in a yielded message, from the length of its base64 or its tokens; 0 for any other shape. */
export function audioBytesOf(message: unknown): number {
  // By a fault the list may lie in another list.
  if (isTokenMessage(message)) return message.tokens.flat().length * BYTES_PER_TOKEN;
  if (isWholeClip(message)) return Math.max(0, bytesIn(message.audio) - WAV_HEADER_BYTES);
  return isChunkMessage(message) && typeof message.audio_chunk === 'string' ? bytesIn(message.audio_chunk) : 0;
}

/** What stands before the samples of a clip. */
const WAV_HEADER_BYTES = 44;

function bytesIn(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}
