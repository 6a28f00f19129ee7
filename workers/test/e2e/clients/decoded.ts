import { decodeAt } from '../harness/decode-sound.ts';
import { MP3_DELAY, mp3MostPadding } from '../harness/mp3-facts.ts';

/** Rate of OpenAI's raw samples in Hz. */
export const RATE = 24_000;
/** That of every other format, unless it is told otherwise. */
const CODED_RATE = 48_000;

/** Samples at 24 kHz by which MP3 may be longer than what went in. */
export const MP3_SLACK = ((MP3_DELAY + mp3MostPadding(CODED_RATE)) * RATE) / CODED_RATE;

/** Audio in any format as a client may play it beside raw samples: one channel at 24 kHz. */
export function decoded(audio: Uint8Array): Promise<Int16Array> {
  return decodeAt(RATE, audio);
}
