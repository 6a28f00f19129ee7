import { encodeBase64 } from '@voxlane/audio';

/** A body in these pieces. */
export function bodyOf(pieces: Iterable<Uint8Array<ArrayBuffer> | string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const utf8 = new TextEncoder();
  const bytes = Array.from(pieces, (piece) => (typeof piece === 'string' ? utf8.encode(piece) : piece));
  return new ReadableStream({
    start(controller) {
      for (const piece of bytes) controller.enqueue(piece);
      controller.close();
    },
  });
}

/** An answer of a type with these pieces. */
export function answerOf(
  contentType: string,
  pieces: Iterable<Uint8Array<ArrayBuffer> | string>,
  headers: Record<string, string> = {},
): Response {
  return new Response(bodyOf(pieces), { headers: { 'Content-Type': contentType, ...headers } });
}

/** One server-sent event as the lane writes it. */
export function eventText(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** An event with samples. */
export function deltaText(bytes: Uint8Array, fields: object = { format: 'pcm', sample_rate: 24_000 }): string {
  return eventText('speech.audio.delta', { audio: encodeBase64(bytes), ...fields });
}
