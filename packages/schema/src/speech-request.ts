import { z } from 'zod';
import { serviceId } from './service.ts';
import { language, MAX_VOICE_LENGTH, pieces, pitch, speed } from './voice-fields.ts';

/** Sample rates that a request may ask for, in Hz: those that players and telephony really use. */
export const OUTPUT_SAMPLE_RATES = [8000, 16000, 22050, 24000, 32000, 44100, 48000] as const;

/** The lane's own rate in Hz. */
export const LANE_SAMPLE_RATE = 48_000;

/** A hard ceiling in UTF-16 units (about 20 hours of speech); the setting MAX_TEXT_CHARACTERS is the working limit. */
const TEXT_CEILING = 1_000_000;

/** Every format that some place of the lane encodes; which ones a place has is up to it. */
export const AUDIO_FORMATS = ['pcm', 'wav', 'flac', 'mp3', 'opus'] as const;

export const audioFormat = z.enum(AUDIO_FORMATS, { error: `must be one of ${AUDIO_FORMATS.join(', ')}` });
export type AudioFormat = z.infer<typeof audioFormat>;

export const streamFormat = z.enum(['audio', 'sse'], { error: 'must be audio or sse' });
export type StreamFormat = z.infer<typeof streamFormat>;

const sampleRate = z.literal(OUTPUT_SAMPLE_RATES, { error: `must be one of ${OUTPUT_SAMPLE_RATES.join(', ')}` });

/** A letter, digit or symbol: something that can be spoken. */
const SPEAKABLE = /[\p{L}\p{N}\p{S}]/u;

/**
 * A request for speech: the only definition of what `POST /api/tts/stream` takes.
 *
 * Generation options of the models (temperature, cfg_scale ...) stand beside these fields. Which of them a service
 * takes, and in which range, says its template; `optionsOf` collects them.
 */
export const speechRequest = z.looseObject({
  text: z
    .string({ error: (issue) => (issue.input === undefined ? 'is required: the text to speak' : 'must be a string') })
    .max(TEXT_CEILING)
    .regex(SPEAKABLE, { error: 'must hold at least one letter, digit or symbol that can be spoken' })
    .describe('The text to speak.'),
  voice: z
    .string()
    .min(1)
    .max(MAX_VOICE_LENGTH)
    .optional()
    .describe('A voice of the service; its default voice when left out.'),
  model: z
    .string()
    .max(MAX_VOICE_LENGTH)
    .optional()
    .describe("A service id, for clients that know only OpenAI's field; any other name is passed over."),
  service: serviceId.optional().describe('Which service speaks; else the subdomain, else the configured default.'),
  format: audioFormat
    .optional()
    .describe("'pcm' (raw signed 16-bit little-endian mono, the default), 'wav', 'flac', 'mp3' or 'opus' (in Ogg)."),
  stream_format: streamFormat.optional().describe("'audio' (the bytes themselves, the default) or 'sse'."),
  sample_rate: sampleRate.optional().describe('Output rate in Hz; 48000 when left out.'),
  speed,
  pitch,
  language,
  pieces,
});
export type SpeechRequest = z.infer<typeof speechRequest>;

/** What a request says beside the fields above: candidates for the service's generation options. */
export function optionsOf(request: SpeechRequest): Record<string, unknown> {
  const known = speechRequest.shape;
  return Object.fromEntries(Object.entries(request).filter(([name]) => !(name in known)));
}
