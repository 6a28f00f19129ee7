import type { AudioFormat, SpeechRequest } from '@voxlane/schema';
import { preferredType } from './preferred-type.ts';

/** In which shape speech goes out. */
export interface Delivery {
  format: AudioFormat;
  sse: boolean;
}

/** Media types that ask for something, and what. `audio/L16` is missing: its samples are big-endian. */
const TYPES: Readonly<Record<string, Partial<Delivery>>> = {
  'application/octet-stream': { format: 'pcm' },
  'audio/octet-stream': { format: 'pcm' },
  'audio/pcm': { format: 'pcm' },
  'audio/wav': { format: 'wav' },
  'audio/wave': { format: 'wav' },
  'audio/x-wav': { format: 'wav' },
  'audio/vnd.wave': { format: 'wav' },
  'audio/flac': { format: 'flac' },
  'audio/x-flac': { format: 'flac' },
  'audio/mpeg': { format: 'mp3' },
  'audio/mp3': { format: 'mp3' },
  'audio/ogg': { format: 'opus' },
  'audio/opus': { format: 'opus' },
  'text/event-stream': { sse: true },
};

/**
 * Format and framing of an answer: the body's fields, else the Accept header, else raw PCM. An Accept that fits
 * nothing is passed over, as RFC 9110 permits: HTTP libraries send `application/json` for every call.
 */
export function chooseDelivery(
  request: Pick<SpeechRequest, 'format' | 'stream_format'>,
  accept: string | undefined,
): Delivery {
  const wanted = TYPES[preferredType(accept ?? '', Object.keys(TYPES)) ?? ''] ?? {};
  return {
    format: request.format ?? wanted.format ?? 'pcm',
    sse: request.stream_format === undefined ? (wanted.sse ?? false) : request.stream_format === 'sse',
  };
}
