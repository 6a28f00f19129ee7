import { decodeBase64, encodeBase64 } from '@voxlane/audio';
import { joinBytes } from '../audio/join-bytes.ts';
import { MAX_RUNSYNC_BYTES } from '../limits.ts';
import { type ChunkMessage, isChunkMessage } from '../speech/chunk-message.ts';

/** The same bytes in all, but the last byte of every chunk comes at the start of the next. */
export async function* splitSamples(messages: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  let last: { message: ChunkMessage; bytes: Uint8Array } | undefined;
  for await (const message of messages) {
    if (!isChunkMessage(message)) {
      if (last !== undefined) yield withBytes(last.message, last.bytes);
      last = undefined;
      yield message;
      continue;
    }
    let bytes: Uint8Array = decodeBase64(message.audio_chunk, { maxBytes: MAX_RUNSYNC_BYTES });
    if (last !== undefined) {
      yield withBytes(last.message, last.bytes.subarray(0, -1));
      bytes = joinBytes(last.bytes.subarray(-1), bytes);
    }
    last = { message, bytes };
  }
  if (last !== undefined) yield withBytes(last.message, last.bytes);
}

function withBytes(message: ChunkMessage, bytes: Uint8Array): ChunkMessage {
  return { ...message, audio_chunk: encodeBase64(bytes) };
}
