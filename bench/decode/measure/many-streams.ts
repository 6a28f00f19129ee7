import { type Listened, listen } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

export interface ManyStreamsOrder extends DecoderOrder {
  /** Numbers of streams at once, one after the other. */
  streams: readonly number[];
  /** Length of each stream. */
  seconds: number;
}

/** One number of streams at once. */
export interface ManyStreams {
  wallMs: number;
  /** What each of them heard. */
  listened: Listened[];
}

/** Streams that begin together, each with all its tokens in hand and a speaker of its own. */
export function measureManyStreams({ streams, seconds, ...order }: ManyStreamsOrder): Promise<ManyStreams[]> {
  return withDecoder(order, async (decoder) => {
    const piece = (index: number) => [randomUtterance(decoder.info, seconds, index + 1)];
    // As many as there are workers, so that each of them is warm.
    const all = (count: number) => Promise.all(Array.from({ length: count }, (_, i) => listen(decoder, piece(i))));
    await all(decoder.info.workers);
    const found: ManyStreams[] = [];
    for (const count of streams) {
      const begun = performance.now();
      const listened = await all(count);
      found.push({ wallMs: performance.now() - begun, listened });
    }
    return found;
  });
}
