import { exactMs } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

export interface FastSpeedOrder extends DecoderOrder {
  threads: number;
  seconds: number;
  runs: number;
}

/** Milliseconds of each decode. */
export interface FastSpeed {
  fp32: number[];
  fast: number[];
}

/** The same piece by both precisions in turn, so that whatever else the machine does meets both alike. */
export function measureFastSpeed({ seconds, runs, ...order }: FastSpeedOrder): Promise<FastSpeed> {
  const one = { ...order, workers: 1 };
  return withDecoder({ ...one, fast: false }, (fp32) =>
    withDecoder({ ...one, fast: true }, async (fast) => {
      const piece = randomUtterance(fp32.info, seconds);
      const found: FastSpeed = { fp32: [], fast: [] };
      for (const warmUp of [fp32, fast]) await exactMs(warmUp, piece);
      for (let run = 0; run < runs; run++) {
        found.fp32.push(await exactMs(fp32, piece));
        found.fast.push(await exactMs(fast, piece));
      }
      return found;
    }),
  );
}
