import { decodeBase64 } from '@voxlane/audio';
import type { Faults } from '../faults/faults.ts';
import { MAX_CLIP_BYTES } from '../limits.ts';
import { isWholeClip } from '../speech/whole-clip.ts';
import { ConnectionReset } from './connection-reset.ts';
import { detailReply } from './plain-replies.ts';
import { json } from './replies.ts';

/** How a plain backend's reply carries the clip, faults included. */
export type ClipKind = NonNullable<Faults['clip']>;

/** The reply with what the handler returned; 500 where that is no clip and a clip is asked for. */
export function clipReply(result: unknown, kind: ClipKind): Response {
  if (kind === 'json') return json(result);
  if (!isWholeClip(result)) return detailReply(500, 'The handler returned no audio');
  if (kind === 'bad-base64') return json({ ...result, audio: `*${result.audio.slice(1)}` });
  if (kind === 'empty') return wavReply(new Uint8Array(0), 0);
  const bytes = decodeBase64(result.audio, { maxBytes: MAX_CLIP_BYTES });
  return wavReply(kind === 'cut' ? brokenHalfway(bytes) : bytes, bytes.length);
}

function wavReply(body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, length: number): Response {
  return new Response(body, { headers: { 'content-type': 'audio/wav', 'content-length': String(length) } });
}

/** The first half of the bytes, and then a connection that breaks. */
function brokenHalfway(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let begun = false;
  return new ReadableStream({
    pull(controller) {
      if (begun) controller.error(new ConnectionReset());
      else controller.enqueue(bytes.slice(0, bytes.length >> 1));
      begun = true;
    },
  });
}
