import { decodeBase64 } from '@voxlane/audio';
import { type AudioMessage, Problem, type SpeechMessage } from '@voxlane/schema';
import { type AudioFileDeps, fetchAudioFile } from './audio-file.ts';

/** Audio as it leaves this package, in playing order. */
export type AudioPayload =
  /** One chunk in the handler's own format: bytes that stand for themselves, as `decodeChunk` reads them. */
  | { kind: 'bytes'; bytes: Uint8Array; format: string | undefined; sampleRate: number | undefined }
  /** Part of a continuous stream, decoded: mono floats at `sampleRate` Hz. */
  | { kind: 'samples'; samples: Float32Array; sampleRate: number }
  /** One chunk of codec tokens, as it came and not checked: only a decoder knows what they must be. */
  | { kind: 'tokens'; tokens: unknown; embedding: unknown; count: unknown }
  /** A chunk that never came, where gaps are allowed. */
  | { kind: 'hole' };

/** A chunk of audio longer than this, in bytes, cannot have come through RunPod. */
const MAX_CHUNK_BYTES = 16 * 1024 * 1024;

/**
 * Gets what a chunk holds: decodes its base64, or fetches the file it points to; codec tokens stay as they are.
 * @throws Problem `upstream_bad_audio` for broken base64 and for a URL that may not be fetched.
 */
export async function loadChunk(
  chunk: SpeechMessage,
  files: AudioFileDeps,
  signal: AbortSignal,
): Promise<AudioPayload> {
  if (chunk.kind === 'tokens') {
    const { tokens, embedding, count } = chunk;
    return { kind: 'tokens', tokens, embedding, count };
  }
  const { format, sampleRate } = chunk;
  const bytes = chunk.url === undefined ? decodeData(chunk) : await fetchAudioFile(chunk.url, files, signal);
  return { kind: 'bytes', bytes, format, sampleRate };
}

function decodeData(chunk: AudioMessage): Uint8Array {
  try {
    return decodeBase64(chunk.data ?? '', { maxBytes: MAX_CHUNK_BYTES });
  } catch (cause) {
    const which = chunk.number === undefined ? 'A chunk' : `Chunk ${chunk.number}`;
    throw new Problem('upstream_bad_audio', `${which} of the upstream is not valid base64 audio`, { cause });
  }
}
