import { resampled } from '../audio/resampled.ts';
import type { HandlerContext } from '../job/handler.ts';
import { echoSpeaker } from './echo-speaker.ts';

/** What the handler was asked to say, checked. */
export interface EchoOrder {
  /** In the order of the text; spoken, and encoded, one by one. */
  pieces: readonly string[];
  /** Name of a voice as it came; '' is the first speaker. */
  voice: string;
  seed: number;
  /** How much audio a stream of samples holds back, in milliseconds; 0 holds back all of it. */
  tailMs: number;
  /** Name of the result's file; '' leaves it to the file store. */
  session: string;
}

/** Speaks one piece of an order at `rate` Hz. Throws the signal's reason when the job was stopped meanwhile. */
export async function speakPiece(
  piece: string,
  { voice }: EchoOrder,
  { synthesize, signal, attempt }: HandlerContext,
  rate: number,
): Promise<Float32Array> {
  const { samples, sampleRate } = await synthesize(piece, {
    model: 'echotts',
    speaker: echoSpeaker(voice),
    take: attempt,
  });
  signal.throwIfAborted();
  return resampled(samples, sampleRate, rate);
}
