import { MAX_BATCH_ITEMS } from '@voxlane/schema';
import { z } from 'zod';
import { usageShape } from './event-shapes.ts';

const error = z.string().describe('What was wrong and what would be right, for people.');
const code = z.string().describe('What was wrong, for programs; it does not change.');

const ttsSpoken = z.object({
  success: z.literal(true),
  sample_rate: z.int().describe('In Hz: that of the model.'),
  audio: z.base64().describe('A WAV file in base64.'),
});
const ttsFailed = z.object({ success: z.literal(false), error, code });
const ttsCounts = { completed_count: z.int(), failed_count: z.int() };

const openaiSpoken = z.object({
  index: z.int().describe('Place of the item in the request, from 0.'),
  status: z.literal('success'),
  media_type: z.string().describe('Of the audio.'),
  usage: usageShape,
  audio_data: z.base64().describe('The audio in base64.'),
});
const openaiFailed = z.object({ index: z.int(), status: z.literal('error'), error, code });
const openaiCounts = { total: z.int(), succeeded: z.int(), failed: z.int() };

const failure = { error: 'The GPU job failed', code: 'upstream_failed' };
const ttsGood = { success: true, sample_rate: 24_000, audio: 'UklGRi4AAABXQVZF' } as const;
const ttsBad = { success: false, ...failure } as const;
const usage = { input_tokens: 2, output_tokens: 9, total_tokens: 11 };
const media = { media_type: 'audio/wav', usage, audio_data: 'UklGRi4AAABXQVZF' };
const openaiGood = { index: 0, status: 'success', ...media } as const;
const openaiBad = { index: 1, status: 'error', ...failure } as const;

/** `POST /tts/batch`. */
export const ttsBatchShape = z
  .object({ results: z.array(z.union([ttsSpoken, ttsFailed])).max(MAX_BATCH_ITEMS), ...ttsCounts })
  .meta({
    description: 'What came of each request, in their order.',
    examples: [{ results: [ttsGood, ttsBad], completed_count: 1, failed_count: 1 }],
  });

/** `POST /v1/audio/speech/batch`. */
export const speechBatchShape = z
  .object({
    id: z.string().describe('The same as `X-Request-Id`.'),
    results: z.array(z.union([openaiSpoken, openaiFailed])).max(MAX_BATCH_ITEMS),
    ...openaiCounts,
  })
  .meta({
    description: 'What came of each item, in their order, as clients of vLLM-Omni read it.',
    examples: [{ id: 'call-7', results: [openaiGood, openaiBad], total: 2, succeeded: 1, failed: 1 }],
  });

const item = { type: z.literal('batch.item'), index: z.int().describe('Place of the item in the request, from 0.') };
const done = { type: z.literal('batch.done') };

/** Events of `POST /tts/batch`. */
export const TTS_BATCH_EVENTS = [
  { type: 'batch.item', index: 1, ...ttsBad },
  { type: 'batch.item', index: 0, ...ttsGood },
  { type: 'batch.done', completed_count: 1, failed_count: 1 },
];

/** The data of each of them. */
export const ttsBatchEventShape = z
  .union([ttsSpoken.extend(item), ttsFailed.extend(item), z.object({ ...done, ...ttsCounts })])
  .meta({ description: 'The data of an event: an item as it ends, or the end of all.', examples: TTS_BATCH_EVENTS });

/** Events of `POST /v1/audio/speech/batch`. */
export const SPEECH_BATCH_EVENTS = [
  { type: 'batch.item', ...openaiBad },
  { type: 'batch.item', ...openaiGood },
  { type: 'batch.done', total: 2, succeeded: 1, failed: 1 },
];

/** The data of each of them. */
export const speechBatchEventShape = z
  .union([openaiSpoken.extend(item), openaiFailed.extend(item), z.object({ ...done, ...openaiCounts })])
  .meta({ description: 'The data of an event: an item as it ends, or the end of all.', examples: SPEECH_BATCH_EVENTS });
