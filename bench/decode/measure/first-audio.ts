import { exactMs, firstAudioMs } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

export interface FirstAudioOrder extends DecoderOrder {
  seconds: number;
  runs: number;
}

/** Milliseconds of each run. */
export interface FirstAudio {
  /** From all tokens in hand to the first 100 ms of audio. */
  first: number[];
  /** The same tokens, whole and exact. */
  whole: number[];
}

/** The wait for the first sound of a piece against the wait for all of it, in turn. */
export function measureFirstAudio({ seconds, runs, ...order }: FirstAudioOrder): Promise<FirstAudio> {
  return withDecoder(order, async (decoder) => {
    const piece = randomUtterance(decoder.info, seconds);
    await firstAudioMs(decoder, [piece]);
    await exactMs(decoder, piece);
    const found: FirstAudio = { first: [], whole: [] };
    for (let run = 0; run < runs; run++) {
      found.first.push(await firstAudioMs(decoder, [piece]));
      found.whole.push(await exactMs(decoder, piece));
    }
    return found;
  });
}
