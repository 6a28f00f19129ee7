import { type Handler, HandlerError } from '../job/handler.ts';
import type { EchoOrder } from './echo-order.ts';
import { echoHealth, echoResult } from './echo-result.ts';
import { booleanOf, numberOf, textOf, wordOf } from './handler-input.ts';
import { streamHeldPcm } from './stream-held-pcm.ts';
import { streamTokens } from './stream-tokens.ts';
import { textPieces } from './text-pieces.ts';

/** Characters that the handler takes at most. */
const MAX_TEXT = 4_000;
/** Characters of a piece of text that is spoken in one go: about ten seconds. */
const PIECE_CHARS = 150;
/** A limit below this would cut words; 0 is none. */
const MIN_PIECE_CHARS = 20;
const MAX_SEED = 2 ** 32;
/** Longest name of a voice or of a session. */
const MAX_NAME = 200;

/**
 * The public EchoTTS handler: `{text, speaker_voice, parameters, session_id, action, stream, output_format}`. It
 * streams LinaCodec tokens, a piece of the text a chunk, or samples; without `stream` it leaves a file behind.
 */
export const echotts: Handler = async function* (input, context) {
  if (input.action === 'health_check') return yield echoHealth(context);
  const stream = booleanOf(input, 'stream', false);
  const format = wordOf(input, 'output_format', ['linacodec_tokens', 'pcm_16']) ?? 'linacodec_tokens';
  const order = orderOf(input);
  if (!stream) yield await echoResult(order, context);
  else if (format === 'pcm_16') yield* streamHeldPcm(order, context);
  else yield* streamTokens(order, context);
};

function orderOf(input: Parameters<Handler>[0]): EchoOrder {
  const text = textOf(input, ['text'], MAX_TEXT);
  const parameters = parametersOf(input.parameters);
  const pieceChars = numberOf(parameters, 'max_chars_per_chunk', 0, MAX_TEXT) ?? PIECE_CHARS;
  return {
    pieces: textPieces(text, pieceChars === 0 ? 0 : Math.max(MIN_PIECE_CHARS, Math.floor(pieceChars))),
    voice: nameOf(input, 'speaker_voice'),
    seed: numberOf(parameters, 'seed', 0, MAX_SEED) ?? 0,
    tailMs: numberOf(parameters, 'stream_tail_ms', 0, 60_000) ?? 0,
    session: nameOf(input, 'session_id'),
  };
}

/** Options of the sampler: those without a meaning here are let through, as the original does with any. */
function parametersOf(parameters: unknown): Readonly<Record<string, unknown>> {
  const given = parameters ?? {};
  if (typeof given === 'object' && !Array.isArray(given)) return given as Record<string, unknown>;
  throw new HandlerError(`parameters must be an object, got ${JSON.stringify(parameters)}`);
}

function nameOf(input: Parameters<Handler>[0], field: string): string {
  const name = input[field] ?? '';
  if (typeof name === 'string' && name.length <= MAX_NAME) return name;
  throw new HandlerError(`${field} must be a name of at most ${MAX_NAME} characters`);
}
