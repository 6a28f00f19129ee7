import { firstAudioMs, listen } from '../decoder/listen.ts';
import { randomUtterance } from '../decoder/random-utterance.ts';
import { type Decoder, type DecoderOrder, withDecoder } from '../decoder/with-decoder.ts';

export interface NeighboursOrder extends DecoderOrder {
  shortSeconds: number;
  longSeconds: number;
  runs: number;
}

/** First audio of the short stream, in milliseconds, of each run. */
export interface Neighbours {
  alone: number[];
  /** While a long stream that began before is being decoded. */
  beside: number[];
}

/** What a short stream suffers from a long one. */
export function measureNeighbours({ runs, ...rest }: NeighboursOrder): Promise<Neighbours> {
  const { shortSeconds, longSeconds, ...order } = rest;
  return withDecoder(order, async (decoder) => {
    const short = [randomUtterance(decoder.info, shortSeconds, 2)];
    await firstAudioMs(decoder, short);
    const found: Neighbours = { alone: [], beside: [] };
    for (let run = 0; run < runs; run++) {
      found.alone.push(await firstAudioMs(decoder, short));
      found.beside.push(await besideLong(decoder, longSeconds, () => firstAudioMs(decoder, short)));
    }
    return found;
  });
}

/** Runs `work` as soon as a long stream has given its first audio, and ends that stream after it. */
async function besideLong<T>(decoder: Decoder, seconds: number, work: () => Promise<T>): Promise<T> {
  const heard = Promise.withResolvers<void>();
  let more = true;
  let over = false;
  const long = listen(decoder, [randomUtterance(decoder.info, seconds)], () => {
    heard.resolve();
    return more;
  }).finally(() => {
    over = true;
  });
  await Promise.race([heard.promise, long]);
  const result = await work();
  if (over) throw new Error(`the stream of ${seconds} s ended before the short one began; it must be longer`);
  more = false;
  await long;
  return result;
}
