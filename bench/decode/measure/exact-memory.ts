import { exactMs } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';
import { peakBytes, residentBytes } from './resident.ts';

/** Touches all weights in the shortest time. */
const WARM_UP_SECONDS = 1;

export interface ExactMemoryOrder extends DecoderOrder {
  workers: number;
  /** Lengths of pieces, the shortest first: memory that one length needed may stay. */
  seconds: readonly number[];
}

/** All in bytes. */
export interface ExactMemory {
  /** Before the first decode: weights are mapped, and not yet read. */
  loaded: number;
  /** Once every worker has decoded. */
  warm: number;
  /** The most, while each worker decodes a piece of one length. */
  peaks: number[];
  /** All weights once, as they are built. */
  weights: number;
}

/** Resident memory of a process that does nothing else. */
export function measureExactMemory({ seconds, ...order }: ExactMemoryOrder): Promise<ExactMemory> {
  return withDecoder(order, async (decoder) => {
    const loaded = residentBytes();
    const onEveryWorker = (length: number) => {
      const piece = randomUtterance(decoder.info, length);
      return Promise.all(Array.from({ length: order.workers }, () => exactMs(decoder, piece)));
    };
    await onEveryWorker(WARM_UP_SECONDS);
    const warm = residentBytes();
    const peaks: number[] = [];
    for (const length of seconds) peaks.push(await peakBytes(() => onEveryWorker(length)));
    return { loaded, warm, peaks, weights: decoder.info.weightBytes };
  });
}
