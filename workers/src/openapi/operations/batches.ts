import { sseEvent } from '@voxlane/audio';
import { type ProblemCode, speechBatch, ttsBatch } from '@voxlane/schema';
import { headerRefs } from '../headers.ts';
import { jsonSchema } from '../json-schema.ts';
import { narrowSchema } from '../narrow-schema.ts';
import type { Example, ResponseObject } from '../openapi-document.ts';
import type { GroupedOperation, OperationGroup } from '../operation-group.ts';
import type { Place } from '../place.ts';
import { OPENAI_PROBLEMS, type ProblemStyle, problemResponses, TTS_PROBLEMS } from '../problem-responses.ts';
import { ref } from '../ref.ts';
import { gateProblems, keyed } from '../security.ts';
import {
  SPEECH_BATCH_EVENTS,
  speechBatchEventShape,
  speechBatchShape,
  TTS_BATCH_EVENTS,
  ttsBatchEventShape,
  ttsBatchShape,
} from '../shapes/batch-shapes.ts';
import { speechNotes } from './field-notes.ts';
import { speechParameters } from './speech-answer.ts';
import { ttsSpeaker } from './tts-speech.ts';

/** What a batch as a whole is refused for; whatever else goes wrong is the error of its item. */
const PROBLEMS: readonly ProblemCode[] = [
  'invalid_json',
  'invalid_request',
  'text_too_long',
  'request_timeout',
  'body_too_large',
  'unsupported_media_type',
  'not_configured',
];

const HOW =
  'A field that is wrong in itself refuses the batch and is named with its item; what only the service knows, such as a voice that it does not have, is the error of that item alone, and so is whatever happens on the way. The answer leaves at once and grows with the results, in the order of the items; where `Accept` names `text/event-stream`, each item is an event as it ends.';

const TEXTS = ['The first of two.', 'And the second.'];

/** `POST /tts/batch` and `POST /v1/audio/speech/batch`. */
export function batches(place: Place): OperationGroup {
  return {
    tag: { name: 'Batches', description: 'Several texts in one request.' },
    schemas: {
      TtsBatchRequest: jsonSchema(ttsBatch),
      TtsBatch: jsonSchema(ttsBatchShape),
      TtsBatchEvent: jsonSchema(ttsBatchEventShape),
      SpeechBatchRequest: narrowSchema(jsonSchema(speechBatch), {
        ...speechNotes(place),
        response_format: { only: place.formats, default: 'wav', description: '`wav` when left out.' },
        speed: { default: 1 },
        pitch: { default: 1 },
      }),
      SpeechBatch: jsonSchema(speechBatchShape),
      SpeechBatchEvent: jsonSchema(speechBatchEventShape),
    },
    paths: {
      '/tts/batch': {
        post: batch(place, TTS_PROBLEMS, {
          operationId: 'speakBatch',
          summary: 'Up to ten clips of the Qwen contract',
          description: `WAV files in base64, at the model's own rate. ${HOW}`,
          shape: 'TtsBatch',
          events: TTS_BATCH_EVENTS,
          example: { requests: TEXTS.map((text) => ({ text, ...ttsSpeaker(place) })) },
        }),
      },
      '/v1/audio/speech/batch': {
        post: batch(place, OPENAI_PROBLEMS, {
          operationId: 'createSpeechBatch',
          summary: 'Up to ten clips in the shape of OpenAI',
          description: `Items as for \`/v1/audio/speech\`; a field beside the list stands for the items that leave it out, and \`requests\` may be said for \`items\`. ${HOW}`,
          shape: 'SpeechBatch',
          events: SPEECH_BATCH_EVENTS,
          example: { voice: 'alloy', items: TEXTS.map((input) => ({ input })) },
        }),
      },
    },
  };
}

interface BatchOperation extends Pick<GroupedOperation, 'operationId' | 'summary' | 'description'> {
  /** Name of the shape of the answer; those of its request and its events begin with it. */
  shape: string;
  events: readonly unknown[];
  example: unknown;
}

function batch(
  place: Place,
  style: ProblemStyle,
  { shape, events, example, ...said }: BatchOperation,
): GroupedOperation {
  const examples: Record<string, Example> = { two: { summary: 'Two texts', value: example } };
  const content = { 'application/json': { schema: ref(`${shape}Request`), examples } };
  return {
    ...said,
    ...keyed(place),
    ...speechParameters(place),
    requestBody: { required: true, content },
    responses: {
      200: answer(shape, events),
      ...problemResponses([...PROBLEMS, ...gateProblems(place, true)], style),
    },
  };
}

function answer(shape: string, events: readonly unknown[]): ResponseObject {
  const value = events.map((data) => sseEvent({ data: JSON.stringify(data) })).join('');
  const description = `Server-sent events, each with a ${shape}Event as its data; comment lines keep the connection alive.`;
  const stream = {
    schema: { type: 'string', description },
    examples: { events: { summary: 'A batch of two', value } },
  };
  return {
    description: 'What came of the items, also where some or all of them failed.',
    headers: headerRefs(['X-Request-Id']),
    content: { 'application/json': { schema: ref(shape) }, 'text/event-stream': stream },
  };
}
