import { z } from 'zod';
import { serviceId } from './service.ts';
import { language, MAX_VOICE_LENGTH, pieces, pitch, seed, speed } from './voice-fields.ts';

/** Longest text of the Qwen contract, in UTF-16 units. */
export const MAX_TTS_CHARACTERS = 5_000;
/** Longest wish for a manner of speaking, in UTF-16 units: that of the model. */
const MAX_INSTRUCT = 2_000;

/** Who speaks, and in which language, when a request of the Qwen contract does not say. */
export const TTS_DEFAULTS = { service: 'qwen', speaker: 'Ryan', language: 'English' } as const;

const TEXT = `must be a text of 1 to ${MAX_TTS_CHARACTERS} characters`;
const SPEAKER = `must be the name of a speaker, of 1 to ${MAX_VOICE_LENGTH} characters`;
const INSTRUCT = `must be a text of at most ${MAX_INSTRUCT} characters`;

/**
 * A request to `POST /tts` and `POST /tts/stream`, and one of `POST /tts/batch`: the contract of Qwen TTS, which every
 * service takes. Any other field is passed over.
 */
export const ttsRequest = z.looseObject({
  text: z
    .string({ error: TEXT })
    .min(1, { error: TEXT })
    .max(MAX_TTS_CHARACTERS, { error: TEXT })
    .describe('The text to speak.'),
  speaker: z
    .string({ error: SPEAKER })
    .min(1, { error: SPEAKER })
    .max(MAX_VOICE_LENGTH, { error: SPEAKER })
    .nullish()
    .describe('A voice of the service; its default voice when left out.'),
  language,
  speed,
  pitch,
  instruct: z
    .string({ error: INSTRUCT })
    .max(MAX_INSTRUCT, { error: INSTRUCT })
    .nullish()
    .describe('How to speak, for services that take it.'),
  seed,
  pieces,
  service: serviceId.nullish().describe('Which service speaks; else the subdomain, else qwen.'),
});
export type TtsRequest = z.infer<typeof ttsRequest>;
