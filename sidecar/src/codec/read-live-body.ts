import { type Clock, withDeadline } from '@voxlane/runpod';
import { Problem } from '@voxlane/schema';

/** How long a body may be silent that is read while it is written. */
export interface LiveBounds {
  /** Longest silence of the sender while we wait for it, in milliseconds; setting TIMEOUT_MS. */
  idleMs: number;
  clock: Clock;
  /** Aborts when the listener leaves, or the time for the whole request is up. */
  signal: AbortSignal;
}

/**
 * The bytes of a body as they arrive, read only when asked for. Left early, it is cancelled.
 * @throws Problem `request_timeout`, or `client_closed` when the body breaks off; the signal's reason when it aborts.
 */
export async function* readLiveBody(
  body: ReadableStream<Uint8Array>,
  { idleMs, clock, signal }: LiveBounds,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  const idle = () => new Problem('request_timeout', `No more tokens arrived for ${idleMs} ms (TIMEOUT_MS)`);
  const read = () =>
    reader.read().catch((cause: unknown) => {
      throw new Problem('client_closed', 'The request body broke off', { cause });
    });
  try {
    for (;;) {
      const { done, value } = await withDeadline(clock, idleMs, signal, idle, read);
      if (done) return;
      yield value;
    }
  } finally {
    // Not awaited: the sender learns from our answer, and its stream may never close.
    reader.cancel().catch(() => undefined);
  }
}
