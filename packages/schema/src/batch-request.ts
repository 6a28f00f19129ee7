import { z } from 'zod';
import { openaiSpeechRequest } from './openai-speech-request.ts';
import { ttsRequest } from './qwen-request.ts';

/** Most items of one batch. */
export const MAX_BATCH_ITEMS = 10;

/** A request to `POST /tts/batch`. */
export const ttsBatch = z.looseObject({
  requests: listOf(ttsRequest, 'requests').describe('What to speak, in the order of the results.'),
});
export type TtsBatch = z.infer<typeof ttsBatch>;

/** What items of a batch in OpenAI's shape have; how it is streamed is no matter of theirs. */
const defaults = openaiSpeechRequest.omit({ input: true, stream: true, stream_format: true });

const INPUT = 'must be a text of at least 1 character';
/** That nobody can speak a text is found out item by item, so that the others are spoken. */
const item = defaults.extend({
  input: z.string({ error: INPUT }).min(1, { error: INPUT }).describe('The text to speak.'),
});

/** A request to `POST /v1/audio/speech/batch`: items, and for the fields that they leave out those beside the list. */
export const speechBatch = defaults.extend({
  items: listOf(item, 'items').describe('What to speak, in the order of the results.'),
});
export type SpeechBatch = z.infer<typeof speechBatch>;
export type SpeechBatchItem = z.infer<typeof item>;

function listOf<T extends z.ZodType>(one: T, name: string) {
  const error = `must be a list of 1 to ${MAX_BATCH_ITEMS} ${name}`;
  return z.array(one, { error }).min(1, { error }).max(MAX_BATCH_ITEMS, { error });
}
