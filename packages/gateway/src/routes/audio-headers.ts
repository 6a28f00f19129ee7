import type { AudioFormat } from '@voxlane/schema';
import type { Speech } from '@voxlane/speech';
import { safeFieldNames } from '../request/safe-field-names.ts';

/** What each format is called as a media type. */
export const CONTENT_TYPES: Readonly<Record<AudioFormat, string>> = {
  pcm: 'audio/octet-stream',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  opus: 'audio/ogg; codecs=opus',
};

/**
 * Headers of audio whose first samples are in hand.
 * @param timing as `Server-Timing` says it.
 * @param pcmType what raw samples are called, where that is not the lane's own name.
 */
export function audioHeaders(
  format: AudioFormat,
  { report, sampleRate }: Pick<Speech, 'report' | 'sampleRate'>,
  timing: string,
  pcmType = CONTENT_TYPES.pcm,
): Record<string, string> {
  const type = format === 'pcm' ? pcmType : CONTENT_TYPES[format];
  return streamHeaders(type, sampleRate, report.ignored, timing);
}

/** Headers of server-sent events, which leave before the speech starts. */
export function eventHeaders(sampleRate: number, ignored: readonly string[], timing: string): Record<string, string> {
  const headers = streamHeaders('text/event-stream; charset=utf-8', sampleRate, ignored, timing);
  // Chromium reads what it might store to the end, however slowly its page takes it; so a slow page could not slow a GPU.
  return { ...headers, 'Cache-Control': 'no-cache, no-store, no-transform' };
}

/** What every stream says: nothing on the way may compress, hold back or keep it. */
function streamHeaders(
  contentType: string,
  sampleRate: number,
  ignored: readonly string[],
  timing: string,
): Record<string, string> {
  const names = safeFieldNames(ignored).join(', ');
  return {
    'Content-Type': contentType,
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Sample-Rate': String(sampleRate),
    'X-Channels': '1',
    'Server-Timing': timing,
    ...(names === '' ? {} : { 'X-Ignored-Fields': names }),
  };
}
