import { AUDIO_FORMATS, type AudioFormat, LANE_SAMPLE_RATE, Problem, type SpeechBatchItem } from '@voxlane/schema';
import type { SpeechOrder } from '@voxlane/speech';
import { saidOptions } from './said-options.ts';
import { speakingFields } from './speaking-fields.ts';

/** Rate of raw samples in Hz: OpenAI's, which its clients take for granted. */
export const OPENAI_PCM_RATE = 24_000;

/** What raw samples are called on OpenAI's routes. */
export function openaiPcmType(sampleRate: number): string {
  return `audio/pcm;rate=${sampleRate};channels=1`;
}

/** What a request in OpenAI's shape orders, but for who speaks. */
export interface OpenaiOrder extends Omit<SpeechOrder, 'service'> {
  sampleRate: number;
  format: AudioFormat;
}

/**
 * @param fallback the format of a request that names none.
 * @throws Problem `invalid_request` for a format of OpenAI's that no place encodes.
 */
export function openaiOrder(request: SpeechBatchItem, fallback: AudioFormat): OpenaiOrder {
  const { input, voice, instructions, seed, language, sample_rate } = request;
  const format = formatOf(request.response_format ?? fallback);
  return {
    text: input,
    voice: (typeof voice === 'object' ? voice?.id : voice) ?? undefined,
    sampleRate: sample_rate ?? (format === 'pcm' ? OPENAI_PCM_RATE : LANE_SAMPLE_RATE),
    // By the names that templates know; those that a service does not take are no matter of OpenAI's clients.
    options: saidOptions({ instruct: instructions, seed, language }),
    ...speakingFields(request),
    format,
  };
}

function formatOf(asked: string): AudioFormat {
  const format = AUDIO_FORMATS.find((one) => one === asked);
  if (format !== undefined) return format;
  const details = [{ path: 'response_format', message: 'is not encoded here', allowed: AUDIO_FORMATS }];
  const message = `The response_format ${asked} is not encoded here; ask for ${AUDIO_FORMATS.join(', ')}`;
  throw new Problem('invalid_request', message, { details });
}
