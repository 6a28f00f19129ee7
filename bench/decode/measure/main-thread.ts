import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { exactMs, listen } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

/** Between two looks at the clock: what a timer is late beyond it is what something kept it waiting. */
const RESOLUTION_MS = 1;
const NANOSECONDS_A_MILLISECOND = 1e6;

export interface BlockingOrder extends DecoderOrder {
  seconds: number;
}

/** Longest time for which a timer of the main thread had to wait, in milliseconds. */
export interface Blocking {
  /** For as long as the exact decode took, and with nothing to do: the machine's own doing. */
  idle: number;
  exact: number;
  stream: number;
}

/** What decoding leaves of the thread that asks for it. */
export function measureBlocking({ seconds, ...order }: BlockingOrder): Promise<Blocking> {
  return withDecoder(order, async (decoder) => {
    const piece = randomUtterance(decoder.info, seconds);
    const warmUpMs = await exactMs(decoder, piece);
    await listen(decoder, [piece]);
    return {
      idle: await longestBlockMs(() => sleep(warmUpMs)),
      exact: await longestBlockMs(() => decoder.decode(piece)),
      stream: await longestBlockMs(() => listen(decoder, [piece])),
    };
  });
}

async function longestBlockMs(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  // One tick before and one after, or a block at either end would not show.
  await sleep(2 * RESOLUTION_MS);
  await work();
  await sleep(2 * RESOLUTION_MS);
  delay.disable();
  return delay.max / NANOSECONDS_A_MILLISECOND - RESOLUTION_MS;
}
