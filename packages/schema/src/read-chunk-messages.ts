import { z } from 'zod';
import type { AudioMessage, ChunkMessage, ChunkPlace, ErrorMessage, TokensMessage } from './chunk-message.ts';

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
/** What a handler that yields LinaCodec tokens calls its format. */
const TOKEN_FORMAT = 'linacodec_tokens';
/** A chunk that is not counted. */
const UNNUMBERED = { number: undefined, firstNumber: 1 } as const;

/**
 * Reads one yielded value, in every shape that handlers in the field use: wrapped in `output` up to three times, an
 * array of messages, a message with the audio under one of several names, a bare base64 string, data: URI or URL, or a
 * message with codec tokens, alone or with a word of the end.
 *
 * Never throws; what is no message of any known kind comes back as `other`.
 */
export function readChunkMessages(value: unknown): ChunkMessage[] {
  return read(value, 0).slice(0, MAX_MESSAGES);
}

function read(value: unknown, depth: number): ChunkMessage[] {
  if (depth > MAX_DEPTH) return [{ kind: 'other', fields: ['(nested too deep)'] }];
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return value === '' ? [] : [audioMessage(value, UNNUMBERED, {})];
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
  const ended = END_WORDS.has(status) || message.type === 'done';
  const chunks = isTokens(message, ended) ? [tokensOf(message)] : audioOf(message);
  if (chunks.length === 0 && !ended) return undefined;
  return ended ? [...chunks, { kind: 'end', totalChunks: message.total_chunks }] : chunks;
}

/** The word of the end often names the format too, and may hold an empty list: that is no chunk. */
function isTokens(message: Fields, ended: boolean): boolean {
  if (!ended) return hasTokens(message) || promisesTokens(message);
  return hasTokens(message) && !(Array.isArray(message.tokens) && message.tokens.length === 0);
}

function hasTokens({ tokens }: Fields): boolean {
  return tokens !== undefined && tokens !== null;
}

/** Says that it holds tokens, and holds nothing else that they could be in: whoever decodes it says what is missing. */
function promisesTokens(message: Fields): boolean {
  const wraps = 'output' in message || message.results !== undefined;
  return message.format?.toLowerCase() === TOKEN_FORMAT && !wraps;
}

function tokensOf(message: Fields): TokensMessage {
  const { tokens, embedding, num_tokens: count } = message;
  return { kind: 'tokens', ...numberOf(message), more: announcesMore(message), tokens, embedding, count };
}

function audioOf(message: Fields): AudioMessage[] {
  const audio = audioFieldOf(message);
  const place = audio.length > 1 ? UNNUMBERED : numberOf(message);
  return audio.map((data) => audioMessage(data, place, message));
}

function errorOf(message: Fields, status: string): ErrorMessage | undefined {
  if (message.error) return { kind: 'error', error: message.error };
  if (FAILURE_WORDS.has(status)) return { kind: 'error', error: message.message ?? 'the handler reported a failure' };
  if (message.file_path !== undefined && audioFieldOf(message).length === 0 && !hasTokens(message)) {
    return { kind: 'error', error: 'the result stayed on the disk of the worker; let the handler return it' };
  }
  return undefined;
}

function numberOf(message: Fields): Omit<ChunkPlace, 'more'> {
  if (typeof message.chunk === 'number') return { number: message.chunk, firstNumber: 1 };
  if (message.segmentIndex !== undefined) return { number: message.segmentIndex, firstNumber: 0 };
  if (message.index !== undefined) return { number: message.index, firstNumber: 0 };
  return UNNUMBERED;
}

function audioFieldOf(message: Fields): string[] {
  const chunkText = typeof message.chunk === 'string' ? message.chunk : undefined;
  const found = message.audio_chunk ?? message.audio_base64 ?? message.audio ?? chunkText;
  if (Array.isArray(found)) return found.filter((part) => part !== '');
  const single = found ?? message.audio_url ?? message.url ?? message.file_url;
  return single === undefined || single === '' ? [] : [single];
}

function announcesMore({ status }: Partial<Fields>): boolean {
  return MORE_WORDS.has(status?.toLowerCase() ?? '');
}

function audioMessage(data: string, place: Omit<ChunkPlace, 'more'>, message: Partial<Fields>): AudioMessage {
  const format = (message.format ?? message.codec ?? message.metadata?.codec)?.toLowerCase();
  const sampleRate = message.sample_rate ?? message.sampleRate ?? message.metadata?.sample_rate;
  const source = /^https?:\/\//i.test(data) ? { url: data } : { data };
  return { kind: 'audio', ...place, ...source, format, more: announcesMore(message), sampleRate };
}
