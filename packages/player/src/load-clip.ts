import { KeptSamples } from './kept/kept-samples.ts';
import { PlayerError } from './player-error.ts';
import { asPlayerError } from './read/as-player-error.ts';
import { readSpeech } from './read/read-speech.ts';

/** What a page shows of a clip that it does not play. */
export interface Clip {
  /** Hz. */
  sampleRate: number;
  seconds: number;
  /** The loudest sample, 0..1, of each of `buckets` equal parts. */
  peaks(buckets: number): Float32Array;
  /** The clip as a 16-bit mono WAV file. */
  wav(): Blob;
}

/** Reads a clip that was kept, or that came whole, such as one of a batch. Throws a PlayerError when it is no WAV file. */
export async function loadClip(clip: Blob): Promise<Clip> {
  const kept = new KeptSamples(Number.POSITIVE_INFINITY);
  let sampleRate: number | undefined;
  try {
    for await (const event of readSpeech(clipResponse(clip))) {
      if (event.type !== 'audio') continue;
      sampleRate = event.sampleRate;
      kept.add(event.samples, event.sampleRate);
    }
  } catch (error) {
    throw asPlayerError(error);
  }
  if (sampleRate === undefined) throw new PlayerError('The clip holds no sound.', { code: 'no_audio' });
  return { sampleRate, seconds: kept.seconds, peaks: (buckets) => kept.peaks(buckets), wav: () => kept.wav() };
}

/** A clip as the answer to a request; WAV unless it says otherwise. */
export function clipResponse(clip: Blob): Response {
  return new Response(clip.stream(), { headers: { 'Content-Type': clip.type || 'audio/wav' } });
}
