import { mannerFields, type SpeechOrder } from '../speech/speech-order.ts';
import type { ApiClient } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { CLIP_TEXT_LIMIT } from './text-limit.ts';

const EVENTS = 'text/event-stream';

/**
 * Asks for speech as it is made; where streaming itself is not to be had, for the whole clip.
 * @param onFallback is told when the second way is taken, and why.
 * @throws ApiError when neither way leads to speech.
 */
export async function askSpeech(
  api: ApiClient,
  order: SpeechOrder,
  signal: AbortSignal,
  onFallback: (why: ApiError) => void,
): Promise<Response> {
  try {
    const body = { text: order.text, ...mannerFields(order), stream_format: 'sse' };
    return await api.post('/api/tts/stream', body, { accept: EVENTS, signal });
  } catch (error) {
    if (!(error instanceof ApiError) || !isAboutStreaming(error)) throw error;
    if (order.text.length > CLIP_TEXT_LIMIT) throw tooLongForClip(error);
    onFallback(error);
    return await askClip(api, order, signal);
  }
}

function askClip(api: ApiClient, order: SpeechOrder, signal: AbortSignal): Promise<Response> {
  const body = { input: order.text, ...mannerFields(order), response_format: 'wav', stream: false };
  return api.post('/v1/audio/speech', body, { accept: 'audio/wav', signal });
}

/**
 * True for what the other route may know nothing of: streaming that is switched off, a proxy without it, a broken
 * connection. What the API says about the request or about its GPUs it would say there as well.
 */
function isAboutStreaming({ code }: ApiError): boolean {
  return (
    ['streaming_disabled', 'network', 'not_found', 'method_not_allowed', 'internal'].includes(code) ||
    /^http_(404|405|5\d\d)$/.test(code)
  );
}

function tooLongForClip(cause: ApiError): ApiError {
  const message = `Streaming did not work, and without it a text has at most ${CLIP_TEXT_LIMIT} characters.`;
  return new ApiError(message, { status: cause.status, code: 'text_too_long', cause });
}
