import { audioFormat } from '@voxlane/schema';
import { z } from 'zod';
import { openaiProblemShape, problemShape } from './problem-shapes.ts';

const audio = z.base64().describe('Audio in base64; all deltas joined are one stream of the format.');

/** What speech cost in tokens. */
export const usageShape = z.object({
  input_tokens: z.int().describe('Four characters of text are one.'),
  output_tokens: z.int().describe('50 ms of speech are one.'),
  total_tokens: z.int(),
});

const BREAKS = 'What went wrong; the connection breaks after it.';

const delta = z.object({ type: z.literal('speech.audio.delta'), audio }).describe('More audio.');
const done = z.object({ type: z.literal('speech.audio.done'), usage: usageShape }).describe('The speech is over.');
const error = z.object({ type: z.literal('speech.audio.error') });

const spoken = { type: 'speech.audio.delta', audio: 'AAABAAIA' };
const ended = { type: 'speech.audio.done', usage: { input_tokens: 2, output_tokens: 9, total_tokens: 11 } };

/** A short speech on `/api/tts/stream`. */
export const LANE_EVENTS = [{ ...spoken, format: 'pcm', sample_rate: 48_000 }, ended];

/** The same on `/v1/audio/speech`. */
export const OPENAI_EVENTS = [spoken, ended];

/** The data of each event on `/api/tts/stream`. */
export const laneEventShape = z
  .union([
    delta.extend({ format: audioFormat, sample_rate: z.int().describe('In Hz.') }).describe('More audio.'),
    done,
    error.extend(problemShape.shape).describe(BREAKS),
  ])
  .meta({
    description: 'The data of a server-sent event; its `event` line says the type again.',
    examples: LANE_EVENTS,
  });

/** The data of each event on `/v1/audio/speech`, as OpenAI's clients read them. */
export const openaiEventShape = z.union([delta, done, error.extend(openaiProblemShape.shape).describe(BREAKS)]).meta({
  description: "The data of a server-sent event, in OpenAI's shape; there is no `event` line.",
  examples: OPENAI_EVENTS,
});
