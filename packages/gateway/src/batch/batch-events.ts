import { sseComment, sseEvent } from '@voxlane/audio';
import type { Clock } from '@voxlane/runpod';
import { withHeartbeat } from '@voxlane/speech';
import type { Batch } from './batch.ts';
import type { BatchStyle } from './batch-style.ts';
import { KEEP_ALIVE_MS } from './keep-alive.ts';
import { resultText } from './result-text.ts';

const utf8 = new TextEncoder();

/** The answer to a batch as server-sent events: one an item, `batch.item`, and `batch.done` at the end. */
export async function* batchEvents(
  batch: Pick<Batch, 'results' | 'counts'>,
  style: BatchStyle,
  clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
  const heartbeat = { clock, everyMs: KEEP_ALIVE_MS, beat: utf8.encode(sseComment('keep-alive')) };
  const results = batch.results();
  try {
    for (;;) {
      const { done, value } = yield* withHeartbeat(results.next(), heartbeat);
      if (done) break;
      yield utf8.encode('data: ');
      const extra = { type: 'batch.item', index: value.index };
      for (const text of resultText(value, style, extra)) yield utf8.encode(text);
      yield utf8.encode('\n\n');
    }
    yield utf8.encode(sseEvent({ data: JSON.stringify({ type: 'batch.done', ...style.counts(batch.counts) }) }));
  } finally {
    await results.return();
  }
}
