import type { SampleEncoder } from './sample-encoder.ts';

/** An encoder whose first bytes have been read already. @param head those bytes. */
export function behind(head: Uint8Array, encoder: SampleEncoder): SampleEncoder {
  // Let go of once it is sent: the stream may go on for long.
  let waiting: Uint8Array | undefined = head;
  const after = (bytes: Uint8Array) => {
    if (waiting === undefined) return bytes;
    const all = new Uint8Array(waiting.byteLength + bytes.byteLength);
    all.set(waiting);
    all.set(bytes, waiting.byteLength);
    waiting = undefined;
    return all;
  };
  return {
    push: (samples) => after(encoder.push(samples)),
    flush: () => after(encoder.flush()),
    free: () => encoder.free?.(),
  };
}
