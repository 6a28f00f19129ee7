import { listen } from '../decoder/listen.ts';
import { endlessSpeech } from '../decoder/random-utterance.ts';
import { type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';
import { residentBytes } from './resident.ts';

/** Length of a piece of tokens. */
const PIECE_SECONDS = 2;

export interface LongStreamOrder extends DecoderOrder {
  /** Seconds of audio after which memory is read, in rising order; the stream ends with the last. */
  marks: readonly number[];
}

export interface LongStream {
  /** Resident memory at each mark. */
  bytes: number[];
  wallMs: number;
  /** Seconds of audio. */
  seconds: number;
}

/** One stream whose tokens are made on the fly: what it keeps, and what it costs once its beginning is far behind. */
export function measureLongStream({ marks, ...order }: LongStreamOrder): Promise<LongStream> {
  return withDecoder(order, async (decoder) => {
    const bytes: number[] = [];
    const more = (seconds: number) => {
      if (seconds >= (marks[bytes.length] ?? Number.POSITIVE_INFINITY)) bytes.push(residentBytes());
      return bytes.length < marks.length;
    };
    const { endMs, seconds } = await listen(decoder, endlessSpeech(decoder.info, PIECE_SECONDS), more);
    return { bytes, wallMs: endMs, seconds };
  });
}
