import { parseEmbedding } from '../tokens/parse-embedding.ts';
import { parseTokens, requireTokens } from '../tokens/parse-tokens.ts';
import type { TokenPiece } from '../tokens/token-piece.ts';
import type { Decoder, DecoderInfo, StreamOptions } from './decoder.ts';
import { orAborted } from './or-aborted.ts';
import { PieceChecks } from './piece-checks.ts';
import type { Job, JobOptions, WorkerPool } from './worker-pool.ts';

/** A decoder over a pool of threads: checks what goes in, pulls what comes out, and stops when asked. */
export function pooledDecoder(info: DecoderInfo, pool: WorkerPool): Decoder {
  return {
    info,
    async decode(piece, { signal, onProgress } = {}) {
      const tokens = requireTokens(parseTokens(piece.tokens, info.vocabulary));
      const embedding = parseEmbedding(piece.embedding, info.embeddingSize);
      const { job, aborted, close } = openJob(pool, { mode: 'exact' }, signal);
      try {
        job.push(tokens, embedding);
        job.end();
        for (;;) {
          const { audio, progress, done } = await orAborted(job.step(), aborted);
          if (progress !== undefined) onProgress?.(progress);
          if (done) return audio ?? new Float32Array(0);
        }
      } finally {
        close();
      }
    },
    stream: (pieces, options = {}) => decodeStream(pool, info, pieces, options),
    close: () => pool.close(),
  };
}

async function* decodeStream(
  pool: WorkerPool,
  info: DecoderInfo,
  pieces: AsyncIterable<TokenPiece> | Iterable<TokenPiece>,
  { signal, totalTokens }: StreamOptions,
): AsyncGenerator<Float32Array, void, void> {
  const checks = new PieceChecks(info, totalTokens);
  const options: JobOptions = { mode: 'progressive', ...(totalTokens !== undefined && { totalTokens }) };
  const source = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const { job, aborted, close } = openJob(pool, options, signal);
  let ended = false;
  const next = async () => {
    try {
      const result = await source.next();
      ended = result.done === true;
      return result;
    } catch (error) {
      // A source that threw has ended by itself.
      ended = true;
      throw error;
    }
  };
  try {
    while (!ended) {
      const { done, value } = await orAborted(next(), aborted);
      if (done) {
        checks.end();
        job.end();
      } else {
        const { tokens, embedding } = checks.piece(value);
        job.push(tokens, embedding);
      }
      yield* untilHungry(job, aborted);
    }
  } finally {
    close();
    // Not awaited: a source that waits for its own input would keep whoever stopped us waiting.
    if (!ended) leave(source).catch(() => {});
  }
}

async function leave(source: AsyncIterator<TokenPiece> | Iterator<TokenPiece>): Promise<void> {
  await source.return?.();
}

/** Opens a job that the caller's signal, or the end of the pool, closes at once. */
function openJob(pool: WorkerPool, options: JobOptions, signal: AbortSignal | undefined) {
  const aborted = signal === undefined ? pool.closing : AbortSignal.any([signal, pool.closing]);
  aborted.throwIfAborted();
  const job = pool.open(options);
  aborted.addEventListener('abort', job.close, { once: true });
  const close = () => {
    aborted.removeEventListener('abort', job.close);
    job.close();
  };
  return { job, aborted, close };
}

/** Takes step after step until more tokens are needed, or none are left. */
async function* untilHungry(job: Job, aborted: AbortSignal) {
  for (;;) {
    aborted.throwIfAborted();
    const { audio, hungry, done } = await orAborted(job.step(), aborted);
    if (audio !== undefined) yield audio;
    if (hungry || done) return;
  }
}
