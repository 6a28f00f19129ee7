import { type Handler, HandlerError } from '../job/handler.ts';
import { booleanOf, numberOf, rateOf, textOf, wordOf } from './handler-input.ts';
import { speak } from './speak.ts';

/** Speakers that the handler knows. */
export const VIBEVOICE_SPEAKERS = [
  'Alice',
  'Carter',
  'Frank',
  'Mary',
  'Maya',
  'Samuel',
  'Anchen',
  'Bowen',
  'Xinran',
] as const;

/** The public Vibe Voice handler: `{text | input, speaker_name, cfg_scale, disable_prefill, stream, output_format, ...}`. */
export const vibevoice: Handler = async function* (input, context) {
  const text = textOf(input, ['text', 'input']);
  numberOf(input, 'cfg_scale', 0.1, 10);
  booleanOf(input, 'disable_prefill', false);
  yield* speak(
    {
      text,
      voice: { model: 'vibevoice', speaker: speakerOf(input.speaker_name), take: context.attempt },
      sampleRate: rateOf(input, context.sampleRate),
      format: wordOf(input, 'output_format', ['pcm_16', 'mp3']) ?? 'pcm_16',
      stream: booleanOf(input, 'stream', false),
    },
    context,
  );
};

function speakerOf(name: unknown): string {
  const speaker = VIBEVOICE_SPEAKERS.find((known) => known === (name ?? 'Alice'));
  if (speaker !== undefined) return speaker;
  throw new HandlerError(`Speaker ${JSON.stringify(name)} not found. Available: ${VIBEVOICE_SPEAKERS.join(', ')}`);
}
