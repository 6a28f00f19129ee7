/**
 * Waits for `work`, but not past an interruption: what hangs on a pipe or inside native code must not hold back Ctrl-C.
 * @throws the signal's reason once it is aborted
 */
export async function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const interrupt = () => reject(signal.reason);
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** A source that ends with the signal's reason once it is aborted, also while it has nothing to give. */
export async function* untilInterrupted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await orInterrupted(iterator.next(), signal);
      ended = done === true;
      if (ended) return;
      yield value;
    }
  } finally {
    // Not waited for after an interruption: a generator answers only when its current step is over.
    const closing = ended ? undefined : iterator.return?.().catch(() => undefined);
    if (!signal.aborted) await closing;
  }
}
