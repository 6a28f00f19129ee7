import { z } from 'zod';
import { speechRequest, streamFormat } from './speech-request.ts';
import { language, MAX_VOICE_LENGTH, pieces, pitch, seed, speed } from './voice-fields.ts';

/** Formats that OpenAI's clients may ask for. */
export const OPENAI_FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;

/** As long as the text itself may be. */
const MAX_INSTRUCTIONS = 4_096;

/**
 * A request to `POST /v1/audio/speech`: OpenAI's fields and a few of ours. Any other field is passed over, since real
 * clients send some of their own; what a client must send there has a default here.
 */
export const openaiSpeechRequest = z.looseObject({
  input: speechRequest.shape.text.describe('The text to speak.'),
  model: z.string().max(MAX_VOICE_LENGTH).nullish().describe('A service id, or any name for the default service.'),
  voice: z
    .union(
      [
        z.string().min(1).max(MAX_VOICE_LENGTH),
        z.looseObject({ id: z.string().min(1).max(MAX_VOICE_LENGTH).describe('The name of the voice.') }),
      ],
      {
        error: 'must be the name of a voice, or an object with its id',
      },
    )
    .nullish()
    .describe("A voice of the service or one of OpenAI's 13; the default voice when left out."),
  instructions: z.string().max(MAX_INSTRUCTIONS).nullish().describe('How to speak, for services that take it.'),
  response_format: z
    .enum(OPENAI_FORMATS, { error: `must be one of ${OPENAI_FORMATS.join(', ')}` })
    .nullish()
    .describe('mp3 when left out.'),
  speed,
  pitch,
  stream_format: streamFormat.nullish().describe("'audio' (the default) or 'sse'."),
  stream: z
    .boolean()
    .nullish()
    .describe('False reads the whole clip before it answers, where it is not too long: then its length is known.'),
  service: speechRequest.shape.service.nullable(),
  sample_rate: speechRequest.shape.sample_rate.nullable().describe('Output rate in Hz; 24000 for pcm, else 48000.'),
  seed,
  language,
  pieces,
});
export type OpenaiSpeechRequest = z.infer<typeof openaiSpeechRequest>;
