import { TokenError } from '../tokens/token-error.ts';
import type { DecodeJob, DecodeResult } from './decode-job.ts';
import { untilInterrupted } from './or-interrupted.ts';
import { readPieces } from './read-pieces.ts';
import { withDecoder } from './with-decoder.ts';
import { writeAudio } from './write-audio.ts';

/** Writes sound while the tokens come in, and reads on only when the sound so far has found its way out. */
export function decodeProgressively({ input, target, format, model, system }: DecodeJob): Promise<DecodeResult> {
  const { interrupted, now } = system;
  return withDecoder(model, system, async (decoder) => {
    const { vocabulary, embeddingSize, sampleRate } = decoder.info;
    const startedMs = now();
    const blocks = decoder.stream(readPieces(input, { vocabulary, embeddingSize }), { signal: interrupted });
    const samples = await writeAudio(target, { format, sampleRate }, untilInterrupted(blocks, interrupted));
    if (samples === 0) throw new TokenError('there are no tokens in the input; at least one is needed to make sound');
    return { audioSeconds: samples / sampleRate, elapsedMs: now() - startedMs };
  });
}
