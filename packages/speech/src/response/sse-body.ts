import type { Speech } from '../speech.ts';
import { freeingOptions } from './freeing-options.ts';
import { type BodyOptions, pullBody } from './pull-body.ts';
import { type SseOptions, sseEvents } from './sse-events.ts';

/**
 * Speech as the body of a `text/event-stream` response, whose headers go out before the speech starts.
 * @param start begins the speech; called when the listener first reads.
 */
export function sseBody(start: () => Promise<Speech>, options: SseOptions & BodyOptions): ReadableStream<Uint8Array> {
  return pullBody(sseEvents(start, options), (bytes) => bytes, freeingOptions(options.encoder, options));
}
