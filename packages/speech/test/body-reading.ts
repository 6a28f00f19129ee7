import type { BodyEnd, BodyOptions } from '../src/response/pull-body.ts';

/** Options of a body with everything that it reports. */
export interface WatchedOptions extends BodyOptions {
  ends: BodyEnd[];
  deferred: Promise<unknown>[];
  listener: AbortController;
}

export function watchedOptions(): WatchedOptions {
  const listener = new AbortController();
  const ends: BodyEnd[] = [];
  const deferred: Promise<unknown>[] = [];
  return {
    listener,
    ends,
    deferred,
    signal: listener.signal,
    onEnd: (end) => ends.push(end),
    defer: (work) => deferred.push(work),
  };
}

/** Every chunk of a body up to its end, and the error that broke it. */
export async function drain(body: ReadableStream<Uint8Array>): Promise<{ chunks: Uint8Array[]; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { chunks };
      chunks.push(value);
    }
  } catch (error) {
    return { chunks, error };
  }
}

/** 16-bit little-endian samples of bytes. */
export function int16Of(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 2 }, (_, i) => view.getInt16(2 * i, true));
}
