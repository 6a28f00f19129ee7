import { readJsonDocuments } from '../tokens/read-json-documents.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { DecodeJob, DecodeResult } from './decode-job.ts';
import { joinPieces } from './join-pieces.ts';
import { orInterrupted } from './or-interrupted.ts';
import { parseNumbered } from './read-pieces.ts';
import { withDecoder } from './with-decoder.ts';
import { writeAudio } from './write-audio.ts';

/** Far more than MAX_TOKENS take in JSON, with an embedding for each of them: past it something else is being read. */
const MAX_INPUT_BYTES = 64 * 1024 * 1024;

/**
 * Decodes all that is given as one utterance, which is what the reference computes. The JSON is read before the model
 * is loaded, so that broken input is heard of at once.
 */
export async function decodeExact({ input, target, format, model, system }: DecodeJob): Promise<DecodeResult> {
  const documents = await Array.fromAsync(readJsonDocuments(atMost(MAX_INPUT_BYTES, input)));
  return withDecoder(model, system, async (decoder, progress) => {
    const { vocabulary, embeddingSize, sampleRate } = decoder.info;
    const limits = { vocabulary, embeddingSize };
    const utterance = joinPieces(documents.flatMap((document, i) => parseNumbered(document, i + 1, limits)));
    const startedMs = system.now();
    const decoding = decoder.decode(utterance, {
      signal: system.interrupted,
      onProgress: (done) => progress.report(done, 'decoding'),
    });
    const audio = await orInterrupted(decoding, system.interrupted);
    progress.clear();
    const samples = await writeAudio(target, { format, sampleRate, samples: audio.length }, [audio]);
    return { audioSeconds: samples / sampleRate, elapsedMs: system.now() - startedMs };
  });
}

async function* atMost(limit: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw new TokenError(`the input is longer than ${limit} bytes; use --mode progressive`);
    yield chunk;
  }
}
