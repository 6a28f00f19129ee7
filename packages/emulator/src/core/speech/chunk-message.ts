import { isTokenMessage, type TokenMessage } from './token-message.ts';

/** One piece of audio as the public handlers yield it. */
export interface ChunkMessage {
  status: 'streaming';
  /** From 1. */
  chunk: number;
  /** `pcm_16`, `mp3`, or `pcm_24`, which in spite of its name is 32-bit float. */
  format: string;
  /** base64. */
  audio_chunk: string;
  /** Hz. */
  sample_rate: number;
  process_time_ms: number;
}

/** The last message of a streaming handler. */
export interface CompleteMessage {
  status: 'complete';
  format: string;
  message: string;
  total_chunks?: number;
  /** With tokens only: all of them, and how long they took. */
  total_tokens?: number;
  elapsed_time_seconds?: number;
}

/** A piece of speech, whether in bytes or in tokens. */
export type PieceMessage = ChunkMessage | TokenMessage;

/** Whether a yielded value is a piece of audio in the handlers' own shape. */
export function isChunkMessage(value: unknown): value is ChunkMessage {
  return typeof value === 'object' && value !== null && 'audio_chunk' in value;
}

/** Whether a yielded value is a piece of speech in bytes or in tokens. */
export function isPieceMessage(value: unknown): value is PieceMessage {
  return isChunkMessage(value) || isTokenMessage(value);
}

/** Whether a yielded value is the handlers' last message. */
export function isCompleteMessage(value: unknown): value is CompleteMessage {
  return typeof value === 'object' && value !== null && 'status' in value && value.status === 'complete';
}
