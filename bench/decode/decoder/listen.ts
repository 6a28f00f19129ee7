import type { Decoder } from './with-decoder.ts';

/** The shortest audio that is heard as a beginning. */
const FIRST_AUDIO_SECONDS = 0.1;

/** What a listener of one stream heard. Times are in milliseconds from the call on. */
export interface Listened {
  /** When the first 100 ms of audio were there. NaN when it ended before. */
  firstMs: number;
  endMs: number;
  /** Seconds of audio. */
  seconds: number;
}

type Pieces = Parameters<Decoder['stream']>[0];

/** Hears a stream to its end, or for as long as `more` wants to go on; it is given the seconds of audio so far. */
export async function listen(
  decoder: Decoder,
  pieces: Pieces,
  more: (seconds: number) => boolean = () => true,
): Promise<Listened> {
  const begun = performance.now();
  let firstMs = Number.NaN;
  let seconds = 0;
  for await (const audio of decoder.stream(pieces)) {
    seconds += audio.length / decoder.info.sampleRate;
    if (Number.isNaN(firstMs) && seconds >= FIRST_AUDIO_SECONDS) firstMs = performance.now() - begun;
    if (!more(seconds)) break;
  }
  return { firstMs, endMs: performance.now() - begun, seconds };
}

/** Hears only the first 100 ms, and gives the milliseconds until then. */
export async function firstAudioMs(decoder: Decoder, pieces: Pieces): Promise<number> {
  const { firstMs } = await listen(decoder, pieces, (seconds) => seconds < FIRST_AUDIO_SECONDS);
  return firstMs;
}

/** Decodes a whole piece and gives the milliseconds that it took. @throws Error for audio that is not finite */
export async function exactMs(decoder: Decoder, piece: Parameters<Decoder['decode']>[0]): Promise<number> {
  const begun = performance.now();
  const audio = await decoder.decode(piece);
  const ms = performance.now() - begun;
  if (!audio.every(Number.isFinite)) throw new Error('the decoder gave numbers that are not finite');
  return ms;
}
