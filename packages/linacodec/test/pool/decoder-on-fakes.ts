import { pooledDecoder } from '../../src/pool/pooled-decoder.ts';
import { WorkerPool } from '../../src/pool/worker-pool.ts';
import type { TokenPiece } from '../../src/tokens/token-piece.ts';
import { AnsweringThread } from './answering-thread.ts';
import { INFO } from './decoder-info.ts';
import { FakeThread } from './fake-thread.ts';

/** An embedding. */
export const VOICE = new Float32Array(128).fill(0.5);

/** A decoder with one thread. */
function decoderOn<Thread extends FakeThread>(thread: Thread) {
  const pool = new WorkerPool(() => thread, 1);
  return { pool, thread, decoder: pooledDecoder(INFO, pool) };
}

/** Its thread answers by itself. */
export const answering = () => decoderOn(new AnsweringThread());
/** Its thread answers when the test says so. */
export const silent = () => decoderOn(new FakeThread());

/** A piece without an embedding. */
export const piece = (...tokens: number[]): TokenPiece => ({ tokens: Int32Array.from(tokens) });
/** A piece with an embedding. */
export const voiced = (...tokens: number[]): Required<TokenPiece> => ({
  tokens: Int32Array.from(tokens),
  embedding: VOICE,
});

/** Lets everything happen that can happen. */
export const settle = () => new Promise(setImmediate);

/** All samples of a stream. */
export async function samplesOf(audio: AsyncIterable<Float32Array>): Promise<number[]> {
  const samples: number[] = [];
  for await (const chunk of audio) samples.push(...chunk);
  return samples;
}
