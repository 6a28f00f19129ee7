import { isChunkMessage } from '../speech/chunk-message.ts';

/** A piece of audio that a job has yielded. */
export interface AvailableAudio {
  /** When `/stream` could give it out, in milliseconds of the emulator's clock. */
  at: number;
  /** Length of the decoded audio in bytes. */
  bytes: number;
}

/** Bytes of audio in a yielded message, from the length of its base64; 0 for a message of any other shape. */
export function audioBytesOf(message: unknown): number {
  if (!isChunkMessage(message) || typeof message.audio_chunk !== 'string') return 0;
  const digits = message.audio_chunk.replace(/=+$/, '').length;
  return Math.floor((digits * 3) / 4);
}
