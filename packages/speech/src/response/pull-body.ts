/** How a body ended, told once. */
export interface BodyEnd {
  /** `cancelled`: the listener left. `failed`: `error` broke the stream. */
  outcome: 'done' | 'failed' | 'cancelled';
  /** Bytes handed to the listener's connection. */
  bytes: number;
  error?: unknown;
}

/** What a body needs from the request it answers. */
export interface BodyOptions {
  /** Aborts when the listener leaves, for runtimes that do not cancel the body then. */
  signal: AbortSignal;
  /** Called once, before the source is released, so that it can abort what the source is waiting for. */
  onEnd: (end: BodyEnd) => void;
  /** Keeps the process alive until the source is released. */
  defer: (work: Promise<unknown>) => void;
}

const NOTHING = new Uint8Array(0);

/**
 * A byte stream that takes from `source` only while the listener reads: one pull at a time, and nothing ahead.
 * An error of the source breaks the stream instead of ending it; a cancel, or an abort of the signal, returns the
 * source exactly once.
 * @param frame an item as bytes; an item that gives none is passed over.
 * @param tail what comes behind the last item.
 */
export function pullBody<T>(
  source: AsyncGenerator<T, void, undefined>,
  frame: (item: T) => Uint8Array,
  options: BodyOptions,
  tail: () => Uint8Array = () => NOTHING,
): ReadableStream<Uint8Array> {
  const { signal, onEnd, defer } = options;
  let bytes = 0;
  let open = true;
  let leave = () => {};

  /** True for the first caller alone: whatever ends the body second finds it ended. */
  const end = (how: Omit<BodyEnd, 'bytes'>): boolean => {
    if (!open) return false;
    open = false;
    signal.removeEventListener('abort', leave);
    onEnd({ ...how, bytes });
    return true;
  };
  // The listener is gone or has been told already: a failure while tidying up has nobody left to hear it.
  const release = () => defer(source.return().catch(() => undefined));

  const step = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await source.next();
    if (!open) return;
    const chunk = done ? tail() : frame(value);
    if (done) {
      bytes += chunk.byteLength;
      if (chunk.byteLength > 0) controller.enqueue(chunk);
      end({ outcome: 'done' });
      return controller.close();
    }
    // A pull that enqueues nothing is not repeated by the runtime, and the reader would wait for ever.
    if (chunk.byteLength === 0) return step(controller);
    bytes += chunk.byteLength;
    controller.enqueue(chunk);
  };

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      await step(controller);
    } catch (error) {
      if (!end({ outcome: 'failed', error })) return;
      controller.error(error);
      release();
    }
  };

  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    leave = () => {
      if (!end({ outcome: 'cancelled' })) return;
      controller.error(signal.reason);
      release();
    };
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  };

  const cancel = () => {
    if (end({ outcome: 'cancelled' })) release();
  };
  return new ReadableStream<Uint8Array>({ start, pull, cancel }, { highWaterMark: 0 });
}
