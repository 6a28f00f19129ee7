import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/models.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { WeightStore } from '../graph/weight-store.ts';
import { buildFiles } from '../platform/build-files.ts';
import { openSession, optimiseModel } from './onnx-session.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Writes a model that multiplies rows of 64 numbers by `factor`, and returns its path. */
async function writeModel(factor: number): Promise<string> {
  const weights = buildFiles.create(join(folder.path, 'model.weights'));
  const g = new GraphBuilder('model', new WeightStore('model.weights', weights.write));
  const x = g.input('x', 'float32', ['rows', 64]);
  const matrix = Float32Array.from({ length: 64 * 64 }, (_, n) => (n % 65 === 0 ? factor : 0));
  const product = g.op('MatMul', [x, g.weight('matrix', matrix, [64, 64])]);
  g.output('y', product, ['rows', 64]);
  g.output('negative', g.op('Neg', [product]), ['rows', 64]);
  weights.close();
  const path = join(folder.path, 'model.onnx');
  await buildFiles.write(path, g.encode('1'));
  return path;
}

const feed = (rows: number) => ({ x: { data: new Float32Array(rows * 64).fill(2), dims: [rows, 64] } });

describe('openSession', () => {
  it.each([1, 2])('runs a graph with weights in a file of their own on %i threads', async (threads) => {
    const session = await openSession(await writeModel(3), threads);
    expect(await session.run(feed(2), ['y', 'negative'])).toEqual({
      y: new Float32Array(128).fill(6),
      negative: new Float32Array(128).fill(-6),
    });
    await session.release();
  });

  it('returns only the results asked for', async () => {
    const session = await openSession(await writeModel(3), 1);
    expect(Object.keys(await session.run(feed(1), ['negative']))).toEqual(['negative']);
    await session.release();
  });

  it('gives results of their own to runs that follow each other', async () => {
    const session = await openSession(await writeModel(3), 1);
    const { y: first } = await session.run(feed(1), ['y']);
    const { y: second } = await session.run({ x: { data: new Float32Array(64), dims: [1, 64] } }, ['y']);
    expect(first).toEqual(new Float32Array(64).fill(6));
    expect(second).toEqual(new Float32Array(64));
    await session.release();
  });

  it.each([
    ['of another width', { x: { data: new Float32Array(3), dims: [1, 3] } }, ['y'], /Got: 3 Expected: 64/],
    ['that is missing', {}, ['y'], /input 'x' is missing/],
    ['whose numbers do not fill its shape', { x: { data: new Float32Array(3), dims: [1, 64] } }, ['y'], /length/],
  ])('refuses a feed %s', async (_, feeds, results, message) => {
    const session = await openSession(await writeModel(3), 1);
    await expect(session.run(feeds, results)).rejects.toThrow(message);
    await session.release();
  });

  it('refuses a result that the graph does not have', async () => {
    const session = await openSession(await writeModel(3), 1);
    await expect(session.run(feed(1), ['z'])).rejects.toThrow('z');
    await session.release();
  });

  it('refuses a file that is not there', async () => {
    await expect(openSession(join(folder.path, 'none.onnx'), 1)).rejects.toThrow('none.onnx');
  });

  it('refuses a file that is no model', async () => {
    const path = join(folder.path, 'text.onnx');
    writeFileSync(path, 'this is a text');
    await expect(openSession(path, 1)).rejects.toThrow(/Protobuf parsing failed/);
  });
});

describe('weights that are cut short', () => {
  it.each([0, 1, 64 * 64 * 4 - 1])(
    'are refused when %i bytes are left, before anything reads beyond them',
    async (bytes) => {
      const model = await writeModel(3);
      truncateSync(join(folder.path, 'model.weights'), bytes);
      await expect(openSession(model, 1)).rejects.toThrow(/matrix/);
    },
  );

  it('are refused as well when they were packed', async () => {
    const optimised = join(folder.path, 'optimised.onnx');
    await optimiseModel(await writeModel(3), optimised, { file: 'optimised.weights', smallestBytes: 1 });
    const weights = join(folder.path, 'optimised.weights');
    truncateSync(weights, statSync(weights).size - 1);
    await expect(openSession(optimised, 1)).rejects.toThrow(/out of bound/);
  });
});

describe('optimiseModel', () => {
  it('writes a model that computes the same, and needs nothing of the one it was made from', async () => {
    const model = await writeModel(3);
    const optimised = join(folder.path, 'optimised.onnx');
    await optimiseModel(model, optimised, { file: 'optimised.weights', smallestBytes: 1 });
    await buildFiles.remove(model);
    await buildFiles.remove(join(folder.path, 'model.weights'));
    const session = await openSession(optimised, 1);
    const { y } = await session.run(feed(1), ['y']);
    expect(y).toEqual(new Float32Array(64).fill(6));
    await session.release();
  });
});
