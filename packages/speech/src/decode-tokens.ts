import type { AudioPayload } from '@voxlane/runpod';
import type { DecodedChunk } from './decode-chunk.ts';
import type { TokenDecoder } from './token-decoder.ts';
import { TokenStretch } from './token-stretch.ts';

/**
 * The codec tokens of one job -> sound, read from the job only while the decoder wants more.
 *
 * A hole ends the decoder's stream: what was before it is brought to its end, silence as long as the chunk before
 * stands in, and a stream of its own begins behind it. What the job fails with is thrown after the sound of what came.
 */
export async function* decodeTokens(
  payloads: AsyncIterator<AudioPayload>,
  decoder: TokenDecoder,
  signal: AbortSignal,
): AsyncGenerator<DecodedChunk, void, undefined> {
  const { sampleRate } = decoder;
  let silence = 0;
  let embedding: unknown;
  for (;;) {
    const { done, value } = await payloads.next();
    if (done) return;
    if (value.kind !== 'tokens') {
      yield { samples: new Float32Array(silence), sampleRate };
      continue;
    }
    const stretch = new TokenStretch(value, payloads, embedding);
    let heard = 0;
    for await (const samples of decoder.stream(stretch, signal)) {
      heard += samples.length;
      yield { samples, sampleRate };
    }
    signal.throwIfAborted();
    stretch.checkEnd();
    if (stretch.ending === 'end') return;
    embedding = stretch.embedding;
    silence = Math.round(heard * stretch.lastShare);
    yield { samples: new Float32Array(silence), sampleRate };
  }
}
