import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

/** How long one start took, in milliseconds. */
export interface Load {
  /** From the start of the process until the decoder was ready. */
  processMs: number;
  /** Of that, opening the decoder. */
  openMs: number;
  /** Whether the built graphs were there already. */
  hit: boolean;
}

/** One start, to be run in a process that did nothing before. */
export function loadOnce(order: DecoderOrder): Promise<Load> {
  const begun = performance.now();
  return withDecoder(order, async ({ info }) => {
    const processMs = performance.now();
    return { processMs, openMs: processMs - begun, hit: info.cache.hit };
  });
}
