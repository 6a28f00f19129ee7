import type { Speech } from '../speech.ts';
import type { SampleEncoder } from './sample-encoder.ts';

/** What was read of a speech before anything of it was sent. */
export interface Clip {
  /** True when these bytes are all of it. */
  whole: boolean;
  /** Encoded audio from the beginning; of a whole clip with the right length in its head, where the format says one. */
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a speech to its end, or until it no longer fits: then the rest is still to be read from the same speech, through
 * the same encoder. What has been read is held in memory twice for a moment.
 * @param maxBytes of encoded audio.
 * @throws what the speech or the encoder throws, with the speech let go of.
 */
export async function readClip(speech: Speech, encoder: SampleEncoder, maxBytes: number): Promise<Clip> {
  try {
    return await clipOf(speech, encoder, maxBytes);
  } catch (error) {
    await speech.audio.return();
    throw error;
  }
}

async function clipOf({ audio }: Speech, encoder: SampleEncoder, maxBytes: number): Promise<Clip> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let samples = 0;
  while (bytes <= maxBytes) {
    const { done, value } = await audio.next();
    const part = done ? encoder.flush() : encoder.push(value);
    parts.push(part);
    bytes += part.byteLength;
    samples += value?.length ?? 0;
    if (done) return { whole: true, bytes: withHead(joined(parts, bytes), encoder.head?.(samples)) };
  }
  return { whole: false, bytes: joined(parts, bytes) };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

function withHead(bytes: Uint8Array<ArrayBuffer>, head: Uint8Array | undefined): Uint8Array<ArrayBuffer> {
  if (head !== undefined) bytes.set(head);
  return bytes;
}

/** An encoder whose first bytes have been read already. @param head those bytes. */
export function behind(head: Uint8Array, encoder: SampleEncoder): SampleEncoder {
  // Let go of once it is sent: the stream may go on for long.
  let waiting: Uint8Array | undefined = head;
  const after = (bytes: Uint8Array) => {
    if (waiting === undefined) return bytes;
    const all = joined([waiting, bytes], waiting.byteLength + bytes.byteLength);
    waiting = undefined;
    return all;
  };
  return {
    push: (samples) => after(encoder.push(samples)),
    flush: () => after(encoder.flush()),
    free: () => encoder.free?.(),
  };
}
