import type { Header, Reference } from './openapi-document.ts';

/** The headers of answers that carry meaning of their own. */
export const HEADERS = {
  'X-Request-Id': {
    description: "The request's own `X-Request-Id` where it is fit for one, else a new one; the log has it too.",
    required: true,
    schema: { type: 'string', maxLength: 128 },
  },
  'X-Sample-Rate': { description: 'Rate of the audio in Hz.', required: true, schema: { type: 'integer' } },
  'X-Channels': { description: 'Always 1.', required: true, schema: { type: 'integer', const: 1 } },
  'Server-Timing': {
    description: 'Milliseconds of each stage up to the first audio, such as `queue;dur=20.4, first-audio;dur=70.6`.',
    schema: { type: 'string' },
  },
  'X-Ignored-Fields': {
    description: 'Names of options that the service does not take, where there are any.',
    schema: { type: 'string' },
  },
  'Content-Length': {
    description: 'Bytes of the audio, where the whole clip is known before it is sent.',
    schema: { type: 'integer', minimum: 0 },
  },
  'X-Cache': {
    description: '`HIT` when the audio was kept from an earlier request, else `MISS`; only where audio is kept.',
    schema: { type: 'string', enum: ['HIT', 'MISS'] },
  },
  'Retry-After': {
    description: 'Seconds after which another try makes sense, where that is known.',
    schema: { type: 'integer', minimum: 0 },
  },
  'X-Should-Retry': {
    description: "Whether the same request may succeed later; OpenAI's clients go by it.",
    required: true,
    schema: { type: 'string', enum: ['true', 'false'] },
  },
  'Accept-Encoding': {
    description: 'Always `identity`, where the body was compressed.',
    schema: { type: 'string' },
  },
  Accept: { description: 'What a body may be, where it was something else.', schema: { type: 'string' } },
  'WWW-Authenticate': {
    description: 'What is missing, as RFC 6750 says it.',
    required: true,
    schema: { type: 'string' },
  },
} as const satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADERS;

/** Pointers to headers, by their names. */
export function headerRefs(names: readonly HeaderName[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
