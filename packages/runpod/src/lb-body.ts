import { SseParser } from '@voxlane/audio';
import { JsonDocuments } from './json-documents.ts';
import { AudioBody } from './lb-audio.ts';
import type { LbBodyReader, LbRunDeps } from './lb-deps.ts';
import { MessageBody, type TextSplitter } from './lb-messages.ts';

const JSON_LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json|stream\+json)/;

/**
 * The reader for a load-balancing endpoint's body: chunk messages as JSON documents (NDJSON and what is like it) or
 * server-sent events, a WAV file, or raw samples. The content type decides between messages and audio, the first bytes
 * between WAV and raw.
 */
export function lbBodyReader(headers: Headers, deps: LbRunDeps, signal: AbortSignal): LbBodyReader {
  const type = headers.get('content-type')?.toLowerCase() ?? '';
  if (type.startsWith('text/event-stream')) return new MessageBody(sseData(), deps, signal);
  if (JSON_LINES.test(type)) return new MessageBody(new JsonDocuments(), deps, signal);
  return new AudioBody(type, headers, deps);
}

/** The data of server-sent events. An event cut off by the end is incomplete, so the standard drops it. */
function sseData(): TextSplitter {
  const events = new SseParser();
  return { push: (text) => events.push(text).flatMap(({ data }) => documentsIn(data)), flush: () => [] };
}

function documentsIn(data: string): string[] {
  const documents = new JsonDocuments();
  return [...documents.push(data), ...documents.flush()];
}
