import { z } from 'zod';

/** Audio as a handler yields it: base64 or a URL, not yet decoded. */
export interface AudioMessage {
  kind: 'audio';
  /** The chunk's own number, when it has one. */
  number: number | undefined;
  /** The number that the first chunk of this shape carries. */
  firstNumber: 0 | 1;
  /** base64 (or a data: URI) in `data`, or the address of a file in `url`: one of the two. */
  data?: string;
  url?: string;
  /** What the handler calls its format, lower case, such as `pcm_16`. A hint, not a fact. */
  format: string | undefined;
  /** True when the handler says that the chunk is one of several: then a word of the end is to follow. */
  more: boolean;
  /** Declared rate in Hz, not checked; NaN when it is no number. */
  sampleRate: number | undefined;
}

/** LinaCodec tokens instead of audio: only a decoder can make sound of them. */
export interface TokensMessage {
  kind: 'tokens';
  number: number | undefined;
}

/** The handler says that it is done. */
export interface EndMessage {
  kind: 'end';
  /** How many chunks it made, when it tells. */
  totalChunks: number | undefined;
}

/** The handler says that it failed. `error` is whatever it gave; it is cleaned before anyone sees it. */
export interface ErrorMessage {
  kind: 'error';
  error: unknown;
}

/** Neither audio nor an end: a progress value, a health check. Its field names help an operator. */
export interface OtherMessage {
  kind: 'other';
  fields: string[];
}

export type ChunkMessage = AudioMessage | TokensMessage | EndMessage | ErrorMessage | OtherMessage;

/** Wrappers (`output`, arrays) around one message, in the worst handler seen, and one to spare. */
const MAX_DEPTH = 4;
/** RunPod hands out at most 200 items a reply; an aggregate of a long job holds more. */
const MAX_MESSAGES = 10_000;

const text = z.string().min(1).optional().catch(undefined);
const index = z.int().nonnegative().max(1_000_000).optional().catch(undefined);
/** Kept as it stands, also when it is impossible: playing on at another rate would be the wrong speed. */
const rate = z
  .union([z.number(), z.string().transform(Number)])
  .optional()
  .catch(undefined);

const fields = z.looseObject({
  status: text,
  type: text,
  format: text,
  codec: text,
  chunk: z.union([z.string(), index]).optional().catch(undefined),
  segmentIndex: index,
  index: index,
  audio_chunk: text,
  audio_base64: text,
  audio: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  audio_url: text,
  url: text,
  file_url: text,
  file_path: text,
  tokens: z.array(z.unknown()).optional().catch(undefined),
  sample_rate: rate,
  sampleRate: rate,
  total_chunks: index,
  metadata: z.looseObject({ sample_rate: rate, codec: text }).optional().catch(undefined),
  results: z.array(z.unknown()).optional().catch(undefined),
});
type Fields = z.infer<typeof fields>;

const END_WORDS = new Set(['complete', 'completed', 'done', 'finished', 'success']);
const MORE_WORDS = new Set(['streaming', 'processing']);
const FAILURE_WORDS = new Set(['error', 'failed']);

/**
 * Reads one yielded value, in every shape that handlers in the field use: wrapped in `output` up to three times, an
 * array of messages, a message with the audio under one of several names, or a bare base64 string, data: URI or URL.
 *
 * Never throws; what is no message of any known kind comes back as `other`.
 */
export function readChunkMessages(value: unknown): ChunkMessage[] {
  return read(value, 0).slice(0, MAX_MESSAGES);
}

function read(value: unknown, depth: number): ChunkMessage[] {
  if (depth > MAX_DEPTH) return [{ kind: 'other', fields: ['(nested too deep)'] }];
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return value === '' ? [] : [audioOf(value, { number: undefined, firstNumber: 1 }, {})];
  if (Array.isArray(value)) return value.slice(0, MAX_MESSAGES).flatMap((item) => read(item, depth + 1));
  const parsed = fields.safeParse(value);
  if (!parsed.success) return [{ kind: 'other', fields: [typeof value] }];
  const own = readFields(parsed.data);
  if (own !== undefined) return own;
  if ('output' in parsed.data) return read(parsed.data.output, depth + 1);
  if (parsed.data.results !== undefined) return read(parsed.data.results, depth + 1);
  return [{ kind: 'other', fields: Object.keys(parsed.data).slice(0, 20) }];
}

function readFields(message: Fields): ChunkMessage[] | undefined {
  const status = (message.status ?? '').toLowerCase();
  const failure = errorOf(message, status);
  if (failure !== undefined) return [failure];
  const numbering = numberOf(message);
  if (message.tokens !== undefined || message.format === 'linacodec_tokens') {
    return [{ kind: 'tokens', number: numbering.number }];
  }
  const audio = audioFieldOf(message);
  const ended = END_WORDS.has(status) || message.type === 'done';
  const end: ChunkMessage[] = ended ? [{ kind: 'end', totalChunks: message.total_chunks }] : [];
  if (audio.length === 0) return ended ? end : undefined;
  const several = audio.length > 1;
  const chunks = audio.map((data) =>
    audioOf(data, several ? { number: undefined, firstNumber: 1 } : numbering, message),
  );
  return [...chunks, ...end];
}

function errorOf(message: Fields, status: string): ErrorMessage | undefined {
  if (message.error) return { kind: 'error', error: message.error };
  if (FAILURE_WORDS.has(status)) return { kind: 'error', error: message.message ?? 'the handler reported a failure' };
  if (message.file_path !== undefined && audioFieldOf(message).length === 0) {
    return { kind: 'error', error: 'the result stayed on the disk of the worker; let the handler return it' };
  }
  return undefined;
}

function numberOf(message: Fields): Pick<AudioMessage, 'number' | 'firstNumber'> {
  if (typeof message.chunk === 'number') return { number: message.chunk, firstNumber: 1 };
  if (message.segmentIndex !== undefined) return { number: message.segmentIndex, firstNumber: 0 };
  if (message.index !== undefined) return { number: message.index, firstNumber: 0 };
  return { number: undefined, firstNumber: 1 };
}

function audioFieldOf(message: Fields): string[] {
  const chunkText = typeof message.chunk === 'string' ? message.chunk : undefined;
  const found = message.audio_chunk ?? message.audio_base64 ?? message.audio ?? chunkText;
  if (Array.isArray(found)) return found.filter((part) => part !== '');
  const single = found ?? message.audio_url ?? message.url ?? message.file_url;
  return single === undefined || single === '' ? [] : [single];
}

function audioOf(
  data: string,
  numbering: Pick<AudioMessage, 'number' | 'firstNumber'>,
  message: Partial<Fields>,
): AudioMessage {
  const format = (message.format ?? message.codec ?? message.metadata?.codec)?.toLowerCase();
  const sampleRate = message.sample_rate ?? message.sampleRate ?? message.metadata?.sample_rate;
  const source = /^https?:\/\//i.test(data) ? { url: data } : { data };
  const more = MORE_WORDS.has(message.status?.toLowerCase() ?? '');
  return { kind: 'audio', ...numbering, ...source, format, more, sampleRate };
}
