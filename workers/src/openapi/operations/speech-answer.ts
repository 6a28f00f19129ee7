import { audioContent, type EventStyle } from '../audio-content.ts';
import { type HeaderName, headerRefs } from '../headers.ts';
import type { Parameter, ResponseObject } from '../openapi-document.ts';
import type { Place } from '../place.ts';

/** Headers of every answer that is speech. */
export const SPEECH_HEADERS: readonly HeaderName[] = [
  'X-Request-Id',
  'X-Sample-Rate',
  'X-Channels',
  'Server-Timing',
  'X-Ignored-Fields',
];

/**
 * The answer of a route that speaks.
 * @param pcmType what raw samples are called, where that is not the lane's own name.
 */
export function speechAnswer({ formats, keeps }: Place, events: EventStyle, pcmType?: string): ResponseObject {
  return {
    description: 'Speech, from its first sample on.',
    headers: headerRefs(keeps ? [...SPEECH_HEADERS, 'X-Cache'] : SPEECH_HEADERS),
    content: audioContent(formats, events, pcmType),
  };
}

/** What a request for speech may say beside its body. */
export function speechParameters({ keeps }: Pick<Place, 'keeps'>): { parameters?: readonly Parameter[] } {
  if (!keeps) return {};
  const description = '`no-cache` has the speech made anew, `no-store` also keeps it from being kept.';
  return {
    parameters: [{ name: 'Cache-Control', in: 'header', description, schema: { type: 'string' } }],
  };
}
