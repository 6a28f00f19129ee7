import { buildInThread } from './platform/build-thread.ts';
import { cacheFiles } from './platform/cache-files.ts';
import { startDecodeThread } from './platform/decode-thread.ts';
import { thisMachine } from './platform/machine.ts';
import { homedir, join, resolve } from './platform/node.ts';
import { type DecodeShape, decodeShape } from './pool/decode-settings.ts';
import type { Decoder } from './pool/decoder.ts';
import { DecoderError } from './pool/decoder-error.ts';
import { orAborted } from './pool/or-aborted.ts';
import { pooledDecoder } from './pool/pooled-decoder.ts';
import { WorkerPool } from './pool/worker-pool.ts';
import { type ModelRequest, resolveModel } from './resolve-model.ts';
import { type BuiltModels, builtModels } from './session/model-cache.ts';
import { RUNTIME_VERSION } from './session/onnx-session.ts';
import { EMBEDDING_SIZE } from './tokens/parse-embedding.ts';

const SAMPLE_RATE = 48_000;
/** SSL frames a second, of which a token stands for `downsampleFactor`. */
const SSL_RATE = 50;

/** How a decoder is opened. */
export interface OpenDecoderOptions extends ModelRequest {
  /** Decodes at the same time; by default what `DECODE_WORKERS` says, else by the machine's cores. */
  workers?: number;
  /** Threads of each; by default what `DECODE_THREADS` says, else 2 where there are as many cores. */
  threads?: number;
  /** Large matrices in 8 bits: about twice as fast or more, and no longer exact. */
  fast?: boolean;
}

/**
 * Opens a decoder: finds or downloads the model, builds its graphs unless they are in the cache (`LINACODEC_CACHE`),
 * and loads them. Throws what each of these throws: ModelNotFoundError, HubError, CheckpointError, CacheError,
 * SettingError, DecoderError. Close it to end its threads.
 */
export async function openDecoder(options: OpenDecoderOptions): Promise<Decoder> {
  const started = performance.now();
  const { model, env, fast = false, notice } = options;
  const machine = thisMachine();
  const shape = decodeShape(env, machine.cores, options);
  const checkpoint = await resolveModel(options);
  const { folder, hit, manifest, pool } = await loadModels(options, shape, () =>
    builtModels({
      checkpoint,
      cacheFolder: modelCacheFolder(env),
      precision: fast ? 'fast' : 'fp32',
      machine: `${machine.processor} onnxruntime ${RUNTIME_VERSION}`,
      build: (into) => buildInThread({ checkpoint, folder: into, ...(fast && { int8Limit: machine.int8Limit }) }),
      files: cacheFiles,
      ...(notice && { notice }),
    }),
  );
  const info = {
    model,
    folder: checkpoint,
    parameters: manifest.parameters,
    weightBytes: manifest.weightBytes,
    tokenRate: SSL_RATE / manifest.config.downsampleFactor,
    sampleRate: SAMPLE_RATE,
    vocabulary: manifest.config.vocabulary,
    embeddingSize: EMBEDDING_SIZE,
    ...shape,
    precision: fast ? ('fast' as const) : ('fp32' as const),
    cache: { folder, hit, bytes: manifest.weightBytes },
    loadMs: performance.now() - started,
  };
  return pooledDecoder(info, pool);
}

/** Loads built models; ones from the cache that cannot be loaded, although every file has its size, are made anew once. */
async function loadModels(
  { signal, notice }: OpenDecoderOptions,
  { workers, threads }: DecodeShape,
  built: () => Promise<BuiltModels>,
): Promise<BuiltModels & { pool: WorkerPool }> {
  for (;;) {
    const models = await orAborted(built(), signal);
    const setup = { models: models.folder, config: models.manifest.config, threads };
    const pool = new WorkerPool(() => startDecodeThread(setup), workers);
    try {
      await orAborted(pool.ready(), signal);
      return { ...models, pool };
    } catch (error) {
      await pool.close();
      if (!models.hit || !(error instanceof DecoderError)) throw error;
      notice?.(`the built models in ${models.folder} cannot be loaded (${error.message}); building them again`);
      await cacheFiles.remove(models.folder);
    }
  }
}

/** Where built models are kept. */
function modelCacheFolder(env: ModelRequest['env']): string {
  if (env.LINACODEC_CACHE) return resolve(env.LINACODEC_CACHE);
  return join(env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'voxlane', 'linacodec');
}
