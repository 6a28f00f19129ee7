import { type ServiceId, TTS_DEFAULTS, ttsRequest } from '@voxlane/schema';
import { type HeaderName, headerRefs } from '../headers.ts';
import { jsonSchema } from '../json-schema.ts';
import { narrowSchema } from '../narrow-schema.ts';
import type { Example, JsonSchema, ResponseObject } from '../openapi-document.ts';
import type { GroupedOperation, OperationGroup } from '../operation-group.ts';
import type { Place } from '../place.ts';
import { problemResponses, TTS_PROBLEMS } from '../problem-responses.ts';
import { ref } from '../ref.ts';
import { gateProblems, keyed } from '../security.ts';
import { ttsProblemShape } from '../shapes/problem-shapes.ts';
import { speechNotes } from './field-notes.ts';
import { SPEECH_HEADERS, speechParameters } from './speech-answer.ts';
import { speechProblems } from './speech-problems.ts';

const WHOLE =
  'The whole clip as a WAV file with its length; one of more than 16 MiB, or one for which there is no room beside those of others, is streamed after all.';
const STREAM =
  'WAV as it is made: a header of 44 bytes, then samples in pieces of 8 KiB. A model that makes whole clips is asked for one piece of the text after the other, a few ahead, unless `pieces` is false. What fails after the first audio breaks the connection.';

/** `POST /tts` and `POST /tts/stream`. */
export function ttsSpeech(place: Place): OperationGroup {
  return {
    tag: { name: 'Qwen', description: "The contract of Qwen TTS, at the model's own rate; every service takes it." },
    schemas: { TtsRequest: ttsRequestSchema(place), TtsProblem: jsonSchema(ttsProblemShape) },
    paths: {
      '/tts': {
        post: {
          ...operation(place, { operationId: 'speakClip', summary: 'A clip', description: WHOLE }),
          responses: {
            200: answer(place, ['Content-Length']),
            ...problemResponses(speechProblems(place), TTS_PROBLEMS),
          },
        },
      },
      '/tts/stream': {
        post: {
          ...operation(place, { operationId: 'streamClip', summary: 'A clip as it is made', description: STREAM }),
          responses: place.config.enableStreaming
            ? { 200: answer(place, []), ...problemResponses(speechProblems(place), TTS_PROBLEMS) }
            : problemResponses([...gateProblems(place, true), 'streaming_disabled'], TTS_PROBLEMS),
        },
      },
    },
  };
}

function operation(
  place: Place,
  said: Pick<GroupedOperation, 'operationId' | 'summary' | 'description'>,
): Omit<GroupedOperation, 'responses'> {
  const content = { 'application/json': { schema: ref('TtsRequest'), examples: examples(place) } };
  return { ...said, ...keyed(place), ...speechParameters(place), requestBody: { required: true, content } };
}

/** A request of the contract, as this place takes it. */
export function ttsRequestSchema(place: Place): JsonSchema {
  const { service, voice } = speechNotes(place);
  const own: ServiceId = TTS_DEFAULTS.service;
  return narrowSchema(jsonSchema(ttsRequest), {
    speaker: voice,
    service: { only: place.services, ...(service.only?.includes(own) ? { default: own } : {}) },
    language: { default: TTS_DEFAULTS.language },
    speed: { default: 1 },
    pitch: { default: 1 },
    pieces: { default: true },
  });
}

/** What names somebody who can speak here, whether or not it is Qwen. */
export function ttsSpeaker({ services, speaker }: Pick<Place, 'services' | 'speaker'>): Record<string, string> {
  const { service, ...spoken } = TTS_DEFAULTS;
  return services.includes(service) ? spoken : { service: speaker };
}

function examples(place: Place): Record<string, Example> {
  const spoken = { text: 'The first words are on their way before the last ones are made.', ...ttsSpeaker(place) };
  return {
    plain: { summary: 'A text', value: spoken },
    tuned: { summary: 'Slower and lower', value: { ...spoken, speed: 0.8, pitch: 0.9 } },
  };
}

function answer({ keeps }: Place, more: readonly HeaderName[]): ResponseObject {
  const schema: JsonSchema = { description: 'WAV of 16-bit samples, mono.', contentMediaType: 'audio/wav' };
  const headers: HeaderName[] = [...SPEECH_HEADERS, ...more, ...(keeps ? (['X-Cache'] as const) : [])];
  return {
    description: 'Speech, from its first sample on.',
    headers: headerRefs(headers),
    content: { 'audio/wav': { schema } },
  };
}
