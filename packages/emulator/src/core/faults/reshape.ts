import { decodeBase64, encodeBase64, wavHeader } from '@voxlane/audio';
import { joinBytes } from '../audio/join-bytes.ts';
import { silentMp3 } from '../audio/silent-mp3.ts';
import type { FileStore } from '../http/file-store.ts';
import { MAX_RUNSYNC_BYTES } from '../limits.ts';
import { type ChunkMessage, type CompleteMessage, isChunkMessage, isCompleteMessage } from '../speech/chunk-message.ts';
import { isTokenMessage } from '../speech/token-message.ts';
import type { Faults } from './faults.ts';

/** Where a message can leave its audio as a file. */
export interface FilePlace {
  files: FileStore;
  /** Scheme and host under which the emulator was called. */
  origin: string;
}

type Shape = NonNullable<Faults['shape']>;

/** Messages in another of the shapes that handlers in the field use, numbered and completed in another way. */
export async function* reshape(
  messages: AsyncIterable<unknown>,
  faults: Faults,
  place: FilePlace,
): AsyncGenerator<unknown> {
  const shape = faults.shape ?? 'chunk';
  let position = 0;
  for await (const message of messages) {
    if (isChunkMessage(message)) {
      position++;
      const damaged = faults.badBase64?.includes(position) ? withBadBase64(message) : message;
      yield SHAPES[shape](renumbered(damaged, faults.numbering), faults, place);
    } else if (isTokenMessage(message)) yield renumbered(message, faults.numbering);
    else if (!isCompleteMessage(message)) yield message;
    else yield* completed(message, shape, faults.complete);
  }
}

/** The first digit is replaced: no decoder may take what is left, in which alphabet ever. */
function withBadBase64(message: ChunkMessage): ChunkMessage {
  return { ...message, audio_chunk: `!${message.audio_chunk.slice(1)}` };
}

function renumbered<Piece extends { chunk: number }>(
  message: Piece,
  numbering: Faults['numbering'],
): Omit<Piece, 'chunk'> & { chunk?: number } {
  if (numbering === 'from-zero') return { ...message, chunk: message.chunk - 1 };
  if (numbering !== 'none') return message;
  const { chunk: _, ...rest } = message;
  return rest;
}

type Audio = Pick<ChunkMessage, 'audio_chunk' | 'format' | 'sample_rate'>;
type Message = Audio & { chunk?: number };

const SHAPES: Record<Shape, (message: Message, faults: Faults, place: FilePlace) => unknown> = {
  chunk: (message) => message,
  segment: (message) => ({
    ...(message.chunk !== undefined && { segmentIndex: message.chunk - 1 }),
    audio: message.audio_chunk,
    sampleRate: message.sample_rate,
    durationMs: (bytesOf(message).length / 2 / message.sample_rate) * 1_000,
  }),
  'wav-string': (message) => ({
    status: 'processing',
    chunk: encodeBase64(wavOf(message)),
    sample_rate: message.sample_rate,
  }),
  array: (message) => ({ audio: halves(message), format: message.format, sample_rate: message.sample_rate }),
  base64: (message) => encodeBase64(wavOf(message)),
  'data-uri': (message) => `data:audio/wav;base64,${encodeBase64(wavOf(message))}`,
  url: (message, faults, place) => place.files.put(wavOf(message), 'wav', place.origin, faults.audioUrl),
  'audio-url': (message, faults, place) => {
    const { audio_chunk: _, ...rest } = message;
    return { ...rest, audio_url: place.files.put(bytesOf(message), 'pcm', place.origin, faults.audioUrl) };
  },
  'audio-url-mp3': (message, faults, place) => {
    const { audio_chunk: _, ...rest } = message;
    const file = silentMp3(bytesOf(message).length / 2 / message.sample_rate, message.sample_rate);
    return { ...rest, format: 'mp3', audio_url: place.files.put(file, 'mp3', place.origin, faults.audioUrl) };
  },
  tokens: (message) => tokensOf(message),
};

function bytesOf({ audio_chunk }: Audio): Uint8Array {
  return decodeBase64(audio_chunk, { maxBytes: MAX_RUNSYNC_BYTES });
}

function wavOf(message: Audio): Uint8Array {
  const bytes = bytesOf(message);
  return joinBytes(wavHeader({ sampleRate: message.sample_rate, samples: bytes.length / 2 }), bytes);
}

/** The audio as two strings of whole samples. */
function halves(message: Audio): string[] {
  const bytes = bytesOf(message);
  const middle = Math.floor(bytes.length / 8) * 4;
  return [bytes.subarray(0, middle), bytes.subarray(middle)].map(encodeBase64);
}

/** LinaCodec gives 12.5 tokens a second of 12,800 kinds, and an embedding of 128 values. */
const TOKENS_PER_SECOND = 12.5;
const TOKEN_KINDS = 12_800;
const EMBEDDING_LENGTH = 128;

/** Tokens in number and range as LinaCodec's; they mean nothing, since nothing was encoded. */
function tokensOf(message: Message): unknown {
  const seconds = bytesOf(message).length / 2 / message.sample_rate;
  const length = Math.max(1, Math.round(seconds * TOKENS_PER_SECOND));
  return {
    status: 'streaming',
    ...(message.chunk !== undefined && { chunk: message.chunk }),
    format: 'linacodec_tokens',
    tokens: Array.from({ length }, (_, i) => (i * 7_919) % TOKEN_KINDS),
    embedding: Array.from({ length: EMBEDDING_LENGTH }, (_, i) => Math.sin(i)),
    sample_rate: 48_000,
    original_sample_rate: message.sample_rate,
    num_tokens: length,
    encode_time_ms: 12,
  };
}

/** The last message in the manner of the shape; bare strings know none. */
function* completed(message: CompleteMessage, shape: Shape, complete: Faults['complete']): Generator<unknown> {
  if (complete === 'absent' || shape === 'base64' || shape === 'data-uri' || shape === 'url') return;
  if (shape === 'segment') return yield { type: 'done' };
  if (shape === 'wav-string') return yield { status: 'completed' };
  if (complete !== 'without-total') return yield message;
  const { total_chunks: _chunks, total_tokens: _tokens, ...rest } = message;
  yield rest;
}
