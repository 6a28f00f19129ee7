import { env, InferenceSession, Tensor } from 'onnxruntime-node';

/** Version of onnxruntime: built models are for one version only. */
export const RUNTIME_VERSION = env.versions.node ?? 'unknown';

/** A tensor as it goes into a graph. */
export interface Feed {
  data: Float32Array;
  dims: readonly number[];
}

/** One loaded graph. A run blocks its thread until it is done. */
export interface Session {
  /** Runs the graph and returns the results asked for, in C order. */
  run(feeds: Readonly<Record<string, Feed>>, results: readonly string[]): Promise<Record<string, Float32Array>>;
  release(): Promise<void>;
}

/** Errors only: warnings tell of optimisations that did not apply. */
const QUIET = { logSeverityLevel: 3 as const };
/** Tensors from this many bytes on stay in the weights file, which is mapped; smaller ones are part of the model. */
const SMALLEST_MAPPED_BYTES = 4096;

/**
 * Loads a model file. Its weights are mapped from the file beside it, not copied: however many sessions share the
 * file, the weights are in memory once.
 */
export async function openSession(model: string, threads: number): Promise<Session> {
  const session = await InferenceSession.create(model, {
    ...QUIET,
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The arena would keep the memory of the longest run for good, and is no faster on runs of this size.
    enableCpuMemArena: false,
    // Threads that wait sleep instead of spinning: as fast alone, and several times as fast beside other work.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return {
    async run(feeds, results) {
      const inputs = Object.entries(feeds).map(([name, { data, dims }]) => [name, new Tensor('float32', data, dims)]);
      const outputs = await session.run(Object.fromEntries(inputs), results);
      return Object.fromEntries(results.map((name) => [name, outputs[name]?.data as Float32Array]));
    },
    release: () => session.release(),
  };
}

/**
 * Has onnxruntime optimise a model and write it as `optimised`, with its weights in the file `weights.file` beside it
 * (tensors of `smallestBytes` and more), already packed for this machine's matrix kernels. Such a file loads in a fraction of the time, and only on a
 * processor of the same kind.
 */
export async function optimiseModel(
  model: string,
  optimised: string,
  weights: { file: string; smallestBytes: number },
): Promise<void> {
  const session = await InferenceSession.create(model, {
    ...QUIET,
    intraOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    optimizedModelFilePath: optimised,
    extra: {
      session: {
        save_external_prepacked_constant_initializers: '1',
        optimized_model_external_initializers_file_name: weights.file,
        optimized_model_external_initializers_min_size_in_bytes: `${Math.max(SMALLEST_MAPPED_BYTES, weights.smallestBytes)}`,
      },
    },
  });
  await session.release();
}
