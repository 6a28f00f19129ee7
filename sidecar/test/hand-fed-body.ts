/** The body of a request whose bytes come when a test says so. */
export interface HandFedBody {
  stream: ReadableStream<Uint8Array>;
  /** Sends a value as one line of JSON, or a text as it is. */
  send(value: unknown): void;
  end(): void;
  fail(error: Error): void;
  /** True once the reader has let go of it. */
  readonly cancelled: boolean;
}

const encoder = new TextEncoder();

export function handFedBody(): HandFedBody {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel() {
      cancelled = true;
    },
  });
  return {
    stream,
    send: (value) =>
      controller?.enqueue(encoder.encode(typeof value === 'string' ? value : `${JSON.stringify(value)}\n`)),
    end: () => controller?.close(),
    fail: (error) => controller?.error(error),
    get cancelled() {
      return cancelled;
    },
  };
}

/** A body that is complete. */
export function bodyOf(...values: readonly unknown[]): ReadableStream<Uint8Array> {
  const body = handFedBody();
  for (const value of values) body.send(value);
  body.end();
  return body.stream;
}
