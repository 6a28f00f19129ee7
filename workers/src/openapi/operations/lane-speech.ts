import { LANE_SAMPLE_RATE, speechRequest } from '@voxlane/schema';
import { jsonAnswer } from '../json-answer.ts';
import { jsonSchema } from '../json-schema.ts';
import { narrowSchema } from '../narrow-schema.ts';
import type { Example, JsonSchema, Responses } from '../openapi-document.ts';
import type { OperationGroup } from '../operation-group.ts';
import { optionSchemas } from '../option-schemas.ts';
import type { Place } from '../place.ts';
import { LANE_PROBLEMS, problemResponses } from '../problem-responses.ts';
import { ref } from '../ref.ts';
import { gateProblems, keyed } from '../security.ts';
import { LANE_EVENTS, laneEventShape } from '../shapes/event-shapes.ts';
import { problemShape, streamingDisabledShape } from '../shapes/problem-shapes.ts';
import { speechNotes } from './field-notes.ts';
import { speechAnswer, speechParameters } from './speech-answer.ts';
import { speechProblems } from './speech-problems.ts';

const DESCRIPTION = [
  'Speech as the GPU makes it. The status line waits for the first audio, so that every earlier failure is an error with a status of its own; what fails later breaks the connection. A listener who leaves ends the job on the GPU.',
  'The `Accept` header may name the format in place of `format` and `stream_format`.',
].join('\n\n');

/** The schema's own description names formats that are not encoded everywhere. */
const FORMAT = 'How the audio is encoded; `pcm` is raw signed 16-bit little-endian mono.';

/** `POST /api/tts/stream`. */
export function laneSpeech(place: Place): OperationGroup {
  return {
    tag: { name: 'Speech', description: "The lane's own route: everything that a service can do." },
    schemas: {
      SpeechRequest: requestSchema(place),
      SpeechEvent: jsonSchema(laneEventShape),
      Problem: jsonSchema(problemShape),
      ...(place.config.enableStreaming ? {} : { StreamingDisabled: jsonSchema(streamingDisabledShape) }),
    },
    paths: {
      '/api/tts/stream': {
        post: {
          operationId: 'streamSpeech',
          summary: 'Speech as it is made',
          description: DESCRIPTION,
          ...keyed(place),
          ...speechParameters(place),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: ref('SpeechRequest'), examples: examples(place) } },
          },
          responses: place.config.enableStreaming ? responses(place) : switchedOff(place),
        },
      },
    },
  };
}

function requestSchema(place: Place): JsonSchema {
  const schema = narrowSchema(jsonSchema(speechRequest), {
    ...speechNotes(place),
    text: { maxLength: place.config.maxTextCharacters },
    format: { only: place.formats, default: 'pcm', description: FORMAT },
    stream_format: { default: 'audio' },
    sample_rate: { default: LANE_SAMPLE_RATE },
    speed: { default: 1 },
    pitch: { default: 1 },
    pieces: { default: true },
  });
  // First in the order, and in force where an option has the name of a field.
  return { ...schema, properties: { ...schema.properties, ...optionSchemas(place), ...schema.properties } };
}

function examples({ config, speaker: service }: Place): Record<string, Example> {
  const voice = config.services[service].template.defaultVoice;
  const spoken = { text: 'The first words are on their way before the last ones are made.', service, voice };
  return {
    file: { summary: 'A file that every player opens', value: { ...spoken, format: 'wav' } },
    samples: { summary: 'Raw samples at 24 kHz', value: { ...spoken, sample_rate: 24_000 } },
    events: { summary: 'Server-sent events', value: { ...spoken, stream_format: 'sse' } },
  };
}

function responses(place: Place): Responses {
  return {
    200: speechAnswer(place, { shape: 'SpeechEvent', named: true, examples: LANE_EVENTS }),
    ...problemResponses(speechProblems(place), LANE_PROBLEMS),
  };
}

/** Where ENABLE_STREAMING is off, nothing of a request is looked at but its key. */
function switchedOff(place: Place): Responses {
  return {
    ...problemResponses(gateProblems(place, true), LANE_PROBLEMS),
    503: jsonAnswer('This route is switched off here.', 'StreamingDisabled'),
  };
}
