import { decodeBase64, encodeBase64 } from '@voxlane/audio';
import { MAX_RUNSYNC_BYTES } from '../limits.ts';
import { type ChunkMessage, isCompleteMessage, isPieceMessage, type PieceMessage } from '../speech/chunk-message.ts';
import { isTokenMessage, type TokenMessage } from '../speech/token-message.ts';

/** Whole samples of either width that handlers send. */
const FRAME_BYTES = 4;

/** Waits for all messages and cuts the speech, as evenly as whole samples or tokens allow, into at least `count`. */
export async function* recut(messages: AsyncIterable<unknown>, count: number): AsyncGenerator<unknown> {
  const all: unknown[] = [];
  for await (const message of messages) all.push(message);
  const chunks = all.filter(isPieceMessage);
  const parts = Math.ceil(count / Math.max(1, chunks.length));
  const cut = chunks.flatMap((chunk) => cutIn(chunk, parts));
  yield* cut.map((chunk, i) => ({ ...chunk, chunk: i + 1 }));
  for (const message of all) {
    if (isCompleteMessage(message)) yield { ...message, total_chunks: cut.length };
    else if (!isPieceMessage(message)) yield message;
  }
}

function cutIn(message: PieceMessage, parts: number): PieceMessage[] {
  return isTokenMessage(message) ? cutTokens(message, parts) : cutBytes(message, parts);
}

function cutTokens(message: TokenMessage, parts: number): TokenMessage[] {
  const length = Math.max(1, Math.floor(message.tokens.length / parts));
  return Array.from({ length: Math.ceil(message.tokens.length / length) }, (_, i) => {
    const tokens = message.tokens.slice(i * length, (i + 1) * length);
    return { ...message, tokens, num_tokens: tokens.length };
  });
}

function cutBytes(message: ChunkMessage, parts: number): ChunkMessage[] {
  const bytes = decodeBase64(message.audio_chunk, { maxBytes: MAX_RUNSYNC_BYTES });
  const length = Math.max(FRAME_BYTES, Math.floor(bytes.length / parts / FRAME_BYTES) * FRAME_BYTES);
  const cut: ChunkMessage[] = [];
  for (let at = 0; at < bytes.length; at += length) {
    cut.push({ ...message, audio_chunk: encodeBase64(bytes.subarray(at, at + length)) });
  }
  return cut;
}
