import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphBuilder } from '../../../packages/linacodec/src/graph/graph-builder.ts';
import { WeightStore } from '../../../packages/linacodec/src/graph/weight-store.ts';
import { openSession } from '../../../packages/linacodec/src/session/onnx-session.ts';

/** One product: `[rows, inner] x [inner, columns]`, the second one an input or a constant. */
interface Product {
  rows: number;
  inner: number;
  columns: number;
  /** A constant is packed for the processor before the first run, as the decoder's weights are. */
  packed: boolean;
}

/**
 * The product that other measurements quote, with and without packing, and two of the decoder's own shapes (10 s of
 * audio), which run faster. Leaving those out would give a peak that the decoder's layers exceed.
 */
const PRODUCTS: readonly Product[] = [
  { rows: 1024, inner: 1024, columns: 1024, packed: false },
  { rows: 1024, inner: 1024, columns: 1024, packed: true },
  { rows: 938, inner: 512, columns: 1536, packed: true },
  { rows: 938, inner: 512, columns: 512, packed: true },
];

/**
 * What this machine can do at best: the fastest of `runs` float32 products of each kind by onnxruntime.
 * @param folder takes the model files
 * @returns GFLOP/s
 */
export async function measureMatrixPeak(folder: string, threads: number, runs: number): Promise<number> {
  let peak = 0;
  for (const product of PRODUCTS) peak = Math.max(peak, await measureProduct(folder, product, threads, runs));
  return peak;
}

async function measureProduct(folder: string, product: Product, threads: number, runs: number): Promise<number> {
  const { rows, inner, columns, packed } = product;
  const path = join(folder, `product-${process.pid}.onnx`);
  const weights = `product-${process.pid}.weights`;
  await writeFile(join(folder, weights), matrix(inner, columns));
  await writeFile(path, productModel(product, weights));
  const session = await openSession(path, threads);
  const left = { data: matrix(rows, inner), dims: [rows, inner] };
  const right = { data: matrix(inner, columns), dims: [inner, columns] };
  const feeds = packed ? { left } : { left, right };
  let bestMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    await session.run(feeds, ['product']);
    bestMs = Math.min(bestMs, performance.now() - begun);
  }
  await session.release();
  return (2 * rows * inner * columns) / (bestMs * 1e6);
}

function matrix(rows: number, columns: number): Float32Array {
  return new Float32Array(rows * columns).fill(1 / columns);
}

function productModel({ rows, inner, columns, packed }: Product, file: string): Uint8Array {
  const graph = new GraphBuilder('product', new WeightStore(file, () => {}));
  const left = graph.input('left', 'float32', [rows, inner]);
  const size = [inner, columns];
  const right = packed ? graph.weight('right', matrix(inner, columns), size) : graph.input('right', 'float32', size);
  graph.output('product', graph.op('MatMul', [left, right]), [rows, columns]);
  return graph.encode('1');
}
