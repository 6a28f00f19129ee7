/** Samples by which LAME comes late, for it wants to see what follows, and those of a decoder's filters. */
const ENCODER_DELAY = 576;
const DECODER_DELAY = 529;

/**
 * Samples before the first one of the speech, at every rate. Players take them out of files that say how many they are,
 * which a stream cannot.
 */
export const MP3_DELAY = ENCODER_DELAY + DECODER_DELAY;

/** Samples of a frame: MPEG-1 from 32 kHz on, MPEG-2 and 2.5 below. */
export function mp3FrameSamples(sampleRate: number): number {
  return sampleRate >= 32_000 ? 1152 : 576;
}

/** Most samples behind the speech: LAME ends with its delay once more, of which decoders use theirs, and fills a frame. */
export function mp3MostPadding(sampleRate: number): number {
  return mp3FrameSamples(sampleRate) + ENCODER_DELAY - DECODER_DELAY;
}
