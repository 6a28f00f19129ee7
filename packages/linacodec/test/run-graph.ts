import { join } from 'node:path';
import { GraphBuilder } from '../src/graph/graph-builder.ts';
import { WeightStore } from '../src/graph/weight-store.ts';
import { buildFiles } from '../src/platform/build-files.ts';
import { type Feed, openSession } from '../src/session/onnx-session.ts';
import { temporaryFolder } from './models.ts';

/** Declares inputs, nodes and outputs, and returns the names of the outputs. */
export type BuildGraph = (g: GraphBuilder) => Promise<readonly string[]>;

/** One run of a graph: its inputs, then its outputs by name. */
export type Run = (feeds: Readonly<Record<string, Feed>>) => Promise<Record<string, Float32Array>>;

/** Builds a graph on its own, without a checkpoint around it, and lets `use` run it. */
export async function withGraph<Result>(build: BuildGraph, use: (run: Run) => Promise<Result>): Promise<Result> {
  const folder = temporaryFolder();
  try {
    const weights = buildFiles.create(join(folder.path, 'graph.weights'));
    const g = new GraphBuilder('graph', new WeightStore('graph.weights', weights.write));
    const outputs = await build(g).finally(() => weights.close());
    const model = join(folder.path, 'graph.onnx');
    await buildFiles.write(model, g.encode('test'));
    const session = await openSession(model, 1);
    try {
      return await use((feeds) => session.run(feeds, outputs));
    } finally {
      await session.release();
    }
  } finally {
    folder.remove();
  }
}
