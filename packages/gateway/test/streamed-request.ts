/** A request with a body that is still being written. */
export function streamedRequest(body: ReadableStream<Uint8Array>): Request {
  // Node takes such a body only with this word, which the types of the platform do not know.
  const init = { method: 'POST', body, duplex: 'half' };
  return new Request('https://voxlane.example', init);
}
