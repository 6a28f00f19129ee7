import { Problem } from '@voxlane/schema';

/**
 * The whole body, as long as it has at most `most` bytes; reading stops at the first byte too many, whatever
 * Content-Length says.
 * @throws Problem `body_too_large`, or `client_closed` when the body breaks off.
 */
export async function readBounded(request: Request, most: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > most) throw tooLarge(most);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readable(request.body)) {
    size += chunk.byteLength;
    if (size > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  return join(chunks, size);
}

/** The chunks of a body; leaving the loop early cancels it. */
async function* readable(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new Problem('client_closed', 'The request body broke off', { cause });
  } finally {
    // The sender learns from our answer; that its stream may fail to close is no news.
    reader.cancel().catch(() => undefined);
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
