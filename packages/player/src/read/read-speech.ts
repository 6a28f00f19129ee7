import { PlayerError } from '../player-error.ts';
import type { AudioEvent } from './audio-event.ts';
import { decoderFor } from './decoder-for.ts';
import { readProblem } from './read-problem.ts';

/**
 * The events of an answer as they come. Nothing is read ahead: whoever takes the events slowly makes the server wait.
 * Throws a PlayerError when the answer is a refusal, is of a kind that is not played, or breaks off. Leaving early
 * cancels the answer, and so does `signal`, also when whoever made the answer does not heed it.
 */
export async function* readSpeech(
  response: Response,
  signal?: AbortSignal,
): AsyncGenerator<AudioEvent, void, undefined> {
  if (!response.ok) throw await readProblem(response);
  const { body } = response;
  if (body === null) throw new PlayerError('The answer has no body.', { code: 'empty', status: response.status });
  const reader = body.getReader();
  const cancel = () => reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel);
  try {
    signal?.throwIfAborted();
    const decoder = decoderFor(response.headers);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return decoder.flush();
      yield* decoder.push(value);
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    // Of no effect on an answer that was read to its end, or that broke.
    await cancel();
  }
}
