import type { Checkpoint } from '../checkpoint/assemble-checkpoint.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { BUILDER_VERSION, GRAPH_NAMES, GRAPHS } from '../graph/graphs.ts';
import { WeightStore } from '../graph/weight-store.ts';
import { optimiseModel } from './onnx-session.ts';

/** The file operations that building needs; `folder` exists. */
export interface BuildFiles {
  join(...parts: string[]): string;
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  /** Opens a new file for writing at offsets. */
  create(path: string): { write(bytes: Uint8Array, offset: number): void; close(): void };
}

/**
 * Builds every graph of a checkpoint into `folder`: `NAME.onnx` and `NAME.weights` for each. With `int8Limit`, the
 * largest 8-bit weight that this machine can multiply without overflow, large matrices are rounded to 8 bits.
 */
export async function buildModels(
  checkpoint: Checkpoint,
  folder: string,
  files: BuildFiles,
  int8Limit?: number,
): Promise<void> {
  for (const name of GRAPH_NAMES) {
    const raw = `${name}.raw`;
    const path = (file: string) => files.join(folder, file);
    const weights = files.create(path(`${raw}.weights`));
    const store = new WeightStore(`${raw}.weights`, weights.write);
    const graph = new GraphBuilder(name, store, int8Limit);
    try {
      await GRAPHS[name](graph, checkpoint, checkpoint.config);
    } finally {
      weights.close();
    }
    await files.write(path(`${raw}.onnx`), graph.encode(`${BUILDER_VERSION}`));
    const packed = { file: `${name}.weights`, smallestBytes: store.largestUneven + 1 };
    await optimiseModel(path(`${raw}.onnx`), path(`${name}.onnx`), packed);
    await files.remove(path(`${raw}.onnx`));
    await files.remove(path(`${raw}.weights`));
  }
}
