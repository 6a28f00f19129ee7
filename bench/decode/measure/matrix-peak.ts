import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphBuilder } from '../../../packages/linacodec/src/graph/graph-builder.ts';
import { WeightStore } from '../../../packages/linacodec/src/graph/weight-store.ts';
import { openSession } from '../../../packages/linacodec/src/session/onnx-session.ts';

/** Rows and columns of both matrices: 4 MiB each, large enough for full speed and small enough for a cache. */
const SIZE = 1024;
/** A multiplication and an addition for each product. */
const OPERATIONS = 2 * SIZE ** 3;

/**
 * What this machine can do at best: the fastest of `runs` products of two 1024 x 1024 float32 matrices by onnxruntime.
 * A bench of the decoder is read against it, because it shares nothing with the decoder but the library and the machine.
 * @param folder takes the model file
 * @returns GFLOP/s
 */
export async function measureMatrixPeak(folder: string, threads: number, runs: number): Promise<number> {
  const path = join(folder, `product-${process.pid}.onnx`);
  await writeFile(path, productModel());
  const session = await openSession(path, threads);
  const matrix = () => ({ data: new Float32Array(SIZE * SIZE).fill(1 / SIZE), dims: [SIZE, SIZE] });
  const feeds = { left: matrix(), right: matrix() };
  let bestMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    await session.run(feeds, ['product']);
    bestMs = Math.min(bestMs, performance.now() - begun);
  }
  await session.release();
  return OPERATIONS / (bestMs * 1e6);
}

/** Both matrices are inputs: nothing is computed or packed beforehand. */
function productModel(): Uint8Array {
  const noWeights = new WeightStore('none', () => {});
  const graph = new GraphBuilder('product', noWeights);
  const left = graph.input('left', 'float32', [SIZE, SIZE]);
  const right = graph.input('right', 'float32', [SIZE, SIZE]);
  graph.output('product', graph.op('MatMul', [left, right]), [SIZE, SIZE]);
  return graph.encode('1');
}
