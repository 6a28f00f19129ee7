import { SseParser } from '@voxlane/audio';
import { type Manner, mannerFields } from '../speech/speech-order.ts';
import { type ApiClient, readJson } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { type BatchEvent, batchEventOf, MAX_CLIP_BYTES } from './batch-event.ts';

/** Most UTF-16 units of one event: the longest clip in base64, and room for what is said about it. */
const MAX_EVENT_CHARS = (MAX_CLIP_BYTES / 3) * 4 + 10_000;

/**
 * Has several texts spoken, and tells of each as it ends, in whichever order that is.
 * @throws ApiError when the batch as a whole is refused, or breaks off.
 */
export async function* askBatch(
  api: ApiClient,
  texts: readonly string[],
  manner: Manner,
  signal: AbortSignal,
): AsyncGenerator<BatchEvent, void, undefined> {
  const body = { items: texts.map((input) => ({ input })), ...mannerFields(manner), response_format: 'wav' };
  const accept = 'text/event-stream, application/json;q=0.5';
  const response = await api.post('/v1/audio/speech/batch', body, { accept, signal });
  const type = response.headers.get('content-type') ?? '';
  const results = type.startsWith('text/event-stream') ? eventsOf(response, signal) : wholeOf(response);
  for await (const result of results) {
    const event = batchEventOf(result, texts.length);
    if (event !== undefined) yield event;
  }
}

/** The results of an answer that came as a whole. */
async function* wholeOf(response: Response): AsyncGenerator<unknown> {
  const { results } = ((await readJson(response)) ?? {}) as { results?: unknown };
  if (!Array.isArray(results)) {
    throw new ApiError('The answer holds no results.', { status: response.status, code: 'bad_answer' });
  }
  yield* results;
}

/** The results of an answer in server-sent events, as they come. */
async function* eventsOf(response: Response, signal: AbortSignal): AsyncGenerator<unknown> {
  const parser = new SseParser(MAX_EVENT_CHARS);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || value === undefined) return;
      for (const { data } of parser.push(value)) yield JSON.parse(data);
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError('The connection broke before all texts were spoken.', { status: 0, code: 'network', cause });
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}
