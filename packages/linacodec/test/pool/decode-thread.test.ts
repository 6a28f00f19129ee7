import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/open-checkpoint.ts';
import { buildFiles } from '../../src/platform/build-files.ts';
import { checkpointFolder } from '../../src/platform/checkpoint-folder.ts';
import { startDecodeThread } from '../../src/platform/decode-thread.ts';
import { DecoderError } from '../../src/pool/decoder-error.ts';
import { pooledDecoder } from '../../src/pool/pooled-decoder.ts';
import type { DecodeThread, ThreadSetup } from '../../src/pool/protocol.ts';
import { WorkerPool } from '../../src/pool/worker-pool.ts';
import { buildModels } from '../../src/session/build-models.ts';
import { DecoderModels } from '../../src/session/decoder-models.ts';
import { openModels } from '../../src/session/open-models.ts';
import { ExactEngine } from '../../src/stream/exact-engine.ts';
import { ProgressiveEngine } from '../../src/stream/progressive-engine.ts';
import { TokenError } from '../../src/tokens/token-error.ts';
import { goldenPath, maxAbs } from '../golden.ts';
import { temporaryFolder } from '../models.ts';
import { nanoVoice } from '../stream/nano.ts';
import { randomTokens } from '../stream/random-tokens.ts';
import { concat, runEngine } from '../stream/run-engine.ts';
import { INFO } from './decoder-info.ts';

const embedding = nanoVoice('slt');
const folder = temporaryFolder();
let setup: ThreadSetup;
let models: DecoderModels;
let pool: WorkerPool;
/** The threads that were started, the latest last. */
const threads: DecodeThread[] = [];

beforeAll(async () => {
  const checkpoint = await openCheckpoint(checkpointFolder(goldenPath('tiny-25hz')));
  await buildModels(checkpoint, folder.path, buildFiles);
  setup = { models: folder.path, config: checkpoint.config, threads: 1 };
  models = new DecoderModels(checkpoint.config, await openModels((file) => join(folder.path, file), 1));
  pool = new WorkerPool(() => {
    const thread = startDecodeThread(setup);
    threads.push(thread);
    return thread;
  }, 1);
  await pool.ready();
});
afterAll(async () => {
  await pool.close();
  await models.release();
  folder.remove();
});

describe('a decode thread', { timeout: 30_000 }, () => {
  it('decodes as the exact engine does', async () => {
    const tokens = randomTokens(40, 1);
    const heard: number[] = [];
    const piece = { tokens, embedding };
    const audio = await pooledDecoder(INFO, pool).decode(piece, { onProgress: (done) => heard.push(done) });
    expect(maxAbs(audio, await runEngine(new ExactEngine(models), [piece]))).toBe(0);
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    // What was handed in is still the caller's.
    expect([tokens.length, embedding.length]).toEqual([40, 128]);
  });

  it('streams as the progressive engine does', async () => {
    const tokens = randomTokens(130, 2);
    const pieces = [0, 33, 66, 99].map((at) => ({ tokens: tokens.subarray(at, at + 33), embedding }));
    const chunks = await Array.fromAsync(pooledDecoder(INFO, pool).stream(pieces, { totalTokens: 130 }));
    expect(chunks.length).toBeGreaterThan(1);
    const whole = await runEngine(new ProgressiveEngine(models, { totalTokens: 130 }), [{ tokens, embedding }]);
    expect(maxAbs(concat(chunks), whole)).toBe(0);
  });

  it('serves two streams at once, and each is what it would be alone', async () => {
    const decoder = pooledDecoder(INFO, pool);
    const streams = [3, 4].map(async (seed) => {
      const tokens = randomTokens(120, seed);
      const audio = concat(await Array.fromAsync(decoder.stream([{ tokens, embedding }])));
      return maxAbs(audio, await runEngine(new ProgressiveEngine(models), [{ tokens, embedding }]));
    });
    expect(await Promise.all(streams)).toEqual([0, 0]);
  });

  it('serves the next one after a stream that was refused', async () => {
    const decoder = pooledDecoder(INFO, pool);
    const tokens = randomTokens(10, 5);
    await expect(decoder.stream([{ tokens, embedding }], { totalTokens: -1 }).next()).rejects.toThrow(TokenError);
    expect((await decoder.decode({ tokens, embedding })).length).toBeGreaterThan(0);
  });

  it('fails what it was at when it is ended, and another one takes its place', async () => {
    const decoder = pooledDecoder(INFO, pool);
    const piece = { tokens: randomTokens(2_000, 6), embedding };
    const decoded = decoder.decode(piece);
    const waiting = expect(decoded).rejects.toMatchObject({ code: 'decoder_failed', retryable: true });
    await threads.at(-1)?.stop();
    await waiting;
    expect(threads).toHaveLength(1);
    const short = { tokens: piece.tokens.subarray(0, 10), embedding };
    expect(maxAbs(await decoder.decode(short), await runEngine(new ExactEngine(models), [short]))).toBe(0);
    expect(threads).toHaveLength(2);
  });

  it('is never ready without its models', async () => {
    const missing = { ...setup, models: join(folder.path, 'nowhere') };
    const broken = new WorkerPool(() => startDecodeThread(missing), 1);
    const ready = broken.ready();
    await expect(ready).rejects.toThrow(DecoderError);
    await expect(ready).rejects.toThrow(/a decode thread ended: .*nowhere/);
    await broken.close();
  });
});
