import { type Handler, HandlerError } from '../job/handler.ts';
import { booleanOf, numberOf, rateOf, textOf, wordOf } from './handler-input.ts';
import { speak } from './speak.ts';

/** Options of the model with their ranges. */
const RANGES: readonly (readonly [name: string, min: number, max: number])[] = [
  ['temperature', 0.05, 5],
  ['top_p', 0, 1],
  ['top_k', 0, 1_000],
  ['repetition_penalty', 1, 2],
  ['min_p', 0, 1],
  ['exaggeration', 0, 2],
  ['cfg_weight', 0, 1],
];
/** Rate of the model itself, in Hz; what is asked for above it comes through a codec as int16. */
const OWN_RATE = 24_000;
/** Longest name or address of an audio prompt. */
const MAX_PROMPT = 2_000;

/**
 * The public Chatterbox handler: `{text, audio_prompt, stream, output_format, temperature, ...}`. At its own 24 kHz it
 * sends 32-bit floats under the label `pcm_24`, whatever format was asked for.
 */
export const chatterbox: Handler = async function* (input, context) {
  const text = textOf(input, ['text']);
  for (const [name, min, max] of RANGES) numberOf(input, name, min, max);
  booleanOf(input, 'norm_loudness', true);
  const sampleRate = rateOf(input, context.sampleRate);
  const asked = wordOf(input, 'output_format', ['pcm_16', 'pcm_24', 'mp3']);
  yield* speak(
    {
      text,
      voice: { model: 'chatterbox', speaker: promptOf(input.audio_prompt), take: context.attempt },
      sampleRate,
      format: formatOf(asked, sampleRate),
      stream: booleanOf(input, 'stream', false),
    },
    context,
  );
};

function formatOf(asked: 'pcm_16' | 'pcm_24' | 'mp3' | undefined, sampleRate: number): 'pcm_16' | 'pcm_24' | 'mp3' {
  if (asked === 'mp3') return 'mp3';
  return sampleRate === OWN_RATE ? 'pcm_24' : 'pcm_16';
}

/** Any name of a file or address stands for a speaker of its own; without one the model's own voice speaks. */
function promptOf(prompt: unknown): string {
  if (prompt === undefined || prompt === null || prompt === '') return '';
  if (typeof prompt === 'string' && prompt.length <= MAX_PROMPT) return prompt;
  throw new HandlerError(`audio_prompt must be a name or an address of at most ${MAX_PROMPT} characters`);
}
