import { describeValue } from './describe-value.ts';

/** An object as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Words by which handlers, and RunPod itself, say that a job did not succeed. */
const FAILURE_WORDS = new Set(['error', 'failed', 'cancelled', 'canceled', 'timed_out']);
/** While a job has these, its output is a text about how far it is. */
const PENDING_WORDS = new Set(['in_queue', 'in_progress']);
const END_WORDS = new Set(['complete', 'completed', 'done', 'finished', 'success']);
const AUDIO_FIELDS = ['audio_chunk', 'audio_base64', 'audio', 'audio_url', 'url', 'file_url', 'chunk', 'output'];
/** Fields of messages that only tell something: progress, an end, a health check of a handler or of RunPod. */
const NOTE_FIELDS = ['status', 'type', 'progress', 'message', 'health', 'healthy', 'workers'];
/** Enough of one line to know what happened. */
const MAX_FAILURE_CHARACTERS = 300;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What went wrong on the GPU side, in its own words, when the message says that something did. */
export function failureOf(message: JsonObject): string | undefined {
  if (message.error) return failureText(message.error);
  const word = [message.status, message.type].map(lowerCase).find((found) => FAILURE_WORDS.has(found));
  if (word === undefined) return undefined;
  return typeof message.message === 'string' ? failureText(message.message) : word;
}

/** The field in which a message carries sound, or the address of sound, in place of tokens. */
export function audioFieldOf(message: JsonObject): string | undefined {
  return AUDIO_FIELDS.find((field) => {
    const value = message[field];
    if (field === 'output' && PENDING_WORDS.has(lowerCase(message.status))) return false;
    return (typeof value === 'string' && value !== '') || (Array.isArray(value) && typeof value[0] === 'string');
  });
}

/** Whether a message announces tokens: one that also says that it is the end need not bring any. */
export function promisesTokens(message: JsonObject): boolean {
  return lowerCase(message.format) === 'linacodec_tokens' && !END_WORDS.has(lowerCase(message.status));
}

/** Whether a message without tokens is one of those that come beside them. */
export function isNote(message: JsonObject): boolean {
  return Object.keys(message).length === 0 || NOTE_FIELDS.some((field) => field in message);
}

function failureText(error: unknown): string {
  const nested = isJsonObject(error) ? error.message : error;
  const text = typeof nested === 'string' ? nested : describeValue(error);
  const lines = text.trim().split('\n');
  // Python's own traceback says what happened at its end; handlers put it first.
  const line = lines[0]?.startsWith('Traceback') ? lines.at(-1) : lines[0];
  return (line ?? '').trim().slice(0, MAX_FAILURE_CHARACTERS);
}

function lowerCase(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
