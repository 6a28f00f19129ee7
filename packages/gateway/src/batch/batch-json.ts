import type { Clock } from '@voxlane/runpod';
import { withHeartbeat } from '@voxlane/speech';
import type { Batch } from './batch.ts';
import type { BatchStyle } from './batch-style.ts';
import { KEEP_ALIVE_MS } from './keep-alive.ts';
import { resultText } from './result-text.ts';

const utf8 = new TextEncoder();

/** JSON takes white space between any two of its tokens (RFC 8259, section 2). */
const WHITE_SPACE = utf8.encode(' ');

/** The answer to a batch as one JSON object, which grows with the results; a space shows that it lives. */
export async function* batchJson(
  batch: Pick<Batch, 'results' | 'counts'>,
  style: BatchStyle,
  clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
  const heartbeat = { clock, everyMs: KEEP_ALIVE_MS, beat: WHITE_SPACE };
  const results = batch.results();
  try {
    // All but the closing brackets.
    yield utf8.encode(JSON.stringify({ ...style.head, results: [] }).slice(0, -2));
    for (let before = ''; ; before = ',') {
      const { done, value } = yield* withHeartbeat(results.next(), heartbeat);
      if (done) break;
      if (before !== '') yield utf8.encode(before);
      for (const text of resultText(value, style)) yield utf8.encode(text);
    }
    yield utf8.encode(`],${JSON.stringify(style.counts(batch.counts)).slice(1)}`);
  } finally {
    await results.return();
  }
}
