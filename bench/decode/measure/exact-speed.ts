import { exactMs } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';
import { measureMatrixPeak } from './matrix-peak.ts';

export interface ExactSpeedOrder extends DecoderOrder {
  threads: number;
  /** Lengths of the pieces. */
  seconds: readonly number[];
  /** Decodes of each length, after one that is not counted. */
  runs: number;
  /** Matrix products before and after the decodes. */
  peakRuns: number;
  /** Takes the matrix model. */
  folder: string;
}

export interface ExactSpeed {
  /** GFLOP/s: the machine's best, before or after. */
  peak: number;
  lengths: { seconds: number; tokens: number; ms: number[] }[];
}

/** Whole pieces on one worker, with the machine's matrix peak taken around them in the same process. */
export async function measureExactSpeed(order: ExactSpeedOrder): Promise<ExactSpeed> {
  const { threads, seconds, runs, peakRuns, folder, ...decoder } = order;
  const before = await measureMatrixPeak(folder, threads, peakRuns);
  const lengths = await withDecoder({ ...decoder, workers: 1, threads }, async (opened) => {
    const found: ExactSpeed['lengths'] = [];
    for (const length of seconds) {
      const piece = randomUtterance(opened.info, length);
      await exactMs(opened, piece);
      const ms: number[] = [];
      for (let run = 0; run < runs; run++) ms.push(await exactMs(opened, piece));
      found.push({ seconds: length, tokens: piece.tokens.length, ms });
    }
    return found;
  });
  return { peak: Math.max(before, await measureMatrixPeak(folder, threads, peakRuns)), lengths };
}
