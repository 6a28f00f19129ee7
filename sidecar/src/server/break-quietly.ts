/**
 * A response whose stream, when it fails, cuts the connection and says no more: that is how a listener learns that
 * speech is incomplete, and the log line of the request has told why. Left to the adapter, each such failure would be
 * printed as a fault of the program.
 * @param cut ends the connection without an end of the response.
 */
export function breakQuietly(response: Response, cut: () => void): Response {
  const { body } = response;
  if (body === null || response.headers.get('transfer-encoding') !== 'chunked') return response;
  const reader = body.getReader();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await reader.read().catch(() => {
      cut();
      return { done: true, value: undefined };
    });
    if (done) controller.close();
    else if (value !== undefined) controller.enqueue(value);
  };
  const cancel = (reason: unknown) => reader.cancel(reason);
  return new Response(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }), response);
}
