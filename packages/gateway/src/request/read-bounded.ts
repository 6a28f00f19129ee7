import { type Clock, withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';

/** How much of a body is read, and for how long. */
export interface BodyBounds {
  /** Setting MAX_BODY_BYTES. */
  maxBytes: number;
  /** Milliseconds for the whole body, however it trickles; setting TIMEOUT_MS. */
  timeoutMs: number;
  clock: Clock;
  /** Aborts when the listener leaves. */
  signal: AbortSignal;
}

/**
 * What a body without a length may send in all, in bytes. A sender who is still sending when it is answered often fails
 * before it reads the answer, so that what is too much is read and thrown away; what is far too much is cut.
 */
const MAX_DISCARDED = 64 * 1_048_576;

/**
 * The whole body, as long as it is within its bounds. One that announces too much is refused unread; one that turns out
 * to be too much is never held.
 * @throws Problem `body_too_large`, `request_timeout`, or `client_closed` when the body breaks off; the signal's reason
 * when it aborted.
 */
export async function readBounded(request: Request, bounds: BodyBounds): Promise<Uint8Array> {
  const { maxBytes, timeoutMs, clock, signal } = bounds;
  const { body } = request;
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge(maxBytes);
  if (body === null) return new Uint8Array();
  const late = () =>
    new Problem('request_timeout', `The request body did not arrive whole within ${timeoutMs} ms (TIMEOUT_MS)`);
  return await withDeadline(clock, timeoutMs, signal, late, (inner) => readAll(body, maxBytes, inner));
}

async function readAll(body: ReadableStream<Uint8Array>, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readable(body, signal)) {
    size += chunk.byteLength;
    if (size <= most) chunks.push(chunk);
    else chunks.length = 0;
    if (size > most + MAX_DISCARDED) break;
  }
  if (size > most) throw tooLarge(most);
  return join(chunks, size);
}

/** The chunks of a body; leaving the loop early cancels it, and so does the signal. */
async function* readable(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  // The sender learns from our answer; that its stream may fail to close is no news.
  const cancel = () => {
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // A cancelled body ends like a whole one.
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new Problem('client_closed', 'The request body broke off', { cause });
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

function tooLarge(most: number): Problem {
  return new Problem('body_too_large', `The request body is too large; at most ${most} bytes are taken`);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
