import { OPENAI_PCM_RATE, openaiPcmType } from '@voxlane/gateway';
import { openaiSpeechRequest } from '@voxlane/schema';
import { headerRefs } from '../headers.ts';
import { jsonSchema } from '../json-schema.ts';
import { narrowSchema } from '../narrow-schema.ts';
import type { Example, JsonSchema, Responses } from '../openapi-document.ts';
import type { OperationGroup } from '../operation-group.ts';
import type { Place } from '../place.ts';
import { OPENAI_PROBLEMS, problemResponses } from '../problem-responses.ts';
import { ref } from '../ref.ts';
import { keyed } from '../security.ts';
import { OPENAI_EVENTS, openaiEventShape } from '../shapes/event-shapes.ts';
import { openaiProblemShape } from '../shapes/problem-shapes.ts';
import { speechNotes } from './field-notes.ts';
import { speechAnswer, speechParameters } from './speech-answer.ts';
import { speechProblems } from './speech-problems.ts';

const DESCRIPTION = [
  "OpenAI's speech API: its clients work here with another base URL. Fields that are not known are passed over, and whatever its clients must send has a default.",
  'The status line waits for the first audio, so that every earlier failure is an error with a status of its own; what fails later breaks the connection.',
].join('\n\n');

/** Raw samples at the rate that OpenAI's clients take for granted. */
const PCM_TYPE = openaiPcmType(OPENAI_PCM_RATE);

/** `POST /v1/audio/speech`. */
export function openaiSpeech(place: Place): OperationGroup {
  return {
    tag: { name: 'OpenAI', description: "OpenAI's speech API, for clients that speak it already." },
    schemas: {
      OpenaiSpeechRequest: requestSchema(place),
      OpenaiSpeechEvent: jsonSchema(openaiEventShape),
      OpenaiProblem: jsonSchema(openaiProblemShape),
    },
    paths: {
      '/v1/audio/speech': {
        post: {
          operationId: 'createSpeech',
          summary: "Speech by OpenAI's API",
          description: DESCRIPTION,
          ...keyed(place),
          ...speechParameters(place),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: ref('OpenaiSpeechRequest'), examples: examples(place) } },
          },
          responses: responses(place),
        },
      },
    },
  };
}

function requestSchema(place: Place): JsonSchema {
  const { service, model, voice } = speechNotes(place);
  return narrowSchema(jsonSchema(openaiSpeechRequest), {
    service,
    model,
    voice,
    input: { maxLength: place.config.maxInputCharacters },
    response_format: { only: place.formats, default: 'mp3' },
    speed: { default: 1 },
    pitch: { default: 1 },
    pieces: { default: true },
    stream_format: { default: 'audio' },
  });
}

function examples({ formats, models, speaker }: Place): Record<string, Example> {
  const input = 'The first words are on their way before the last ones are made.';
  const response_format = formats.includes('mp3') ? 'mp3' : 'wav';
  // OpenAI's own name where there is who speaks for it.
  const model = models.includes('tts-1') ? 'tts-1' : speaker;
  const spoken = { model, input, voice: 'alloy' };
  return {
    file: { summary: 'A file', value: { ...spoken, response_format } },
    samples: { summary: 'Raw samples, half as fast again', value: { ...spoken, response_format: 'pcm', speed: 1.5 } },
    events: { summary: 'Server-sent events', value: { ...spoken, response_format, stream_format: 'sse' } },
  };
}

function responses(place: Place): Responses {
  const events = { shape: 'OpenaiSpeechEvent', named: false, examples: OPENAI_EVENTS };
  const spoken = speechAnswer(place, events, PCM_TYPE);
  return {
    200: { ...spoken, headers: { ...spoken.headers, ...headerRefs(['Content-Length']) } },
    ...problemResponses(speechProblems(place), OPENAI_PROBLEMS),
  };
}
