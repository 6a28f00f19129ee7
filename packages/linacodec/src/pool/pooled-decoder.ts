import { parseEmbedding } from '../tokens/parse-embedding.ts';
import { parseTokens, requireTokens } from '../tokens/parse-tokens.ts';
import { TokenError } from '../tokens/token-error.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import type { Decoder, DecoderInfo, StreamOptions } from './decoder.ts';
import { orAborted } from './or-aborted.ts';
import type { Job, WorkerPool } from './worker-pool.ts';

/** A decoder over a pool of threads: checks what goes in, pulls what comes out, and stops when asked. */
export function pooledDecoder(info: DecoderInfo, pool: WorkerPool): Decoder {
  const { vocabulary, embeddingSize } = info;
  return {
    info,
    async decode(piece, { signal, onProgress } = {}) {
      signal?.throwIfAborted();
      const tokens = requireTokens(parseTokens(piece.tokens, vocabulary));
      const embedding = parseEmbedding(piece.embedding, embeddingSize);
      const job = pool.open({ mode: 'exact' });
      try {
        job.push(tokens, embedding);
        job.end();
        for (;;) {
          const { audio, progress, done } = await orAborted(job.step(), signal);
          if (progress !== undefined) onProgress?.(progress);
          if (done) return audio ?? new Float32Array(0);
        }
      } finally {
        job.close();
      }
    },
    stream: (pieces, options = {}) => decodeStream(pool, info, pieces, options),
    close: () => pool.close(),
  };
}

async function* decodeStream(
  pool: WorkerPool,
  { vocabulary, embeddingSize }: DecoderInfo,
  pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>,
  { signal, totalTokens }: StreamOptions,
): AsyncGenerator<Float32Array, void, void> {
  signal?.throwIfAborted();
  const job = pool.open({ mode: 'progressive', ...(totalTokens !== undefined && { totalTokens }) });
  const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  let ended = false;
  try {
    let voiced = false;
    while (!ended) {
      const next = await orAborted(Promise.resolve(source.next()), signal);
      ended = next.done === true;
      if (ended) job.end();
      else {
        const { tokens, embedding } = next.value as TokenPiece;
        voiced ||= embedding !== undefined;
        if (!voiced) throw new TokenError('the first piece has no embedding; it needs the 128 values of a speaker');
        job.push(parseTokens(tokens, vocabulary), embedding && parseEmbedding(embedding, embeddingSize));
      }
      yield* untilHungry(job, signal);
    }
  } finally {
    job.close();
    // Not awaited: a source that waits for its own input would keep whoever stopped us waiting.
    if (!ended) Promise.resolve(source.return?.()).catch(() => {});
  }
}

/** Takes step after step until more tokens are needed, or none are left. */
async function* untilHungry(job: Job, signal: AbortSignal | undefined) {
  for (;;) {
    const { audio, hungry, done } = await orAborted(job.step(), signal);
    if (audio !== undefined) yield audio;
    if (hungry || done) return;
  }
}
