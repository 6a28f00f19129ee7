import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomValues, randomWeights } from '../../test/random-weights.ts';
import { convolveRows, toRows } from '../../test/reference/rows.ts';
import { type BuildGraph, withGraph } from '../../test/run-graph.ts';
import { neighbourhood, timeConvolution } from './time-convolution.ts';

describe('timeConvolution', () => {
  it.each([
    { inputs: 3, outputs: 5, kernel: 7, frames: 20 },
    { inputs: 4, outputs: 2, kernel: 3, frames: 1 },
    { inputs: 2, outputs: 2, kernel: 7, frames: 2 },
    { inputs: 3, outputs: 4, kernel: 1, frames: 5 },
  ])('is as its definition for $frames frames and a kernel of $kernel', async ({ frames, ...shape }) => {
    const { inputs, outputs, kernel } = shape;
    const weights = randomWeights([
      { name: 'conv.weight', shape: [outputs, inputs, kernel] },
      { name: 'conv.bias', shape: [outputs] },
    ]);
    const data = randomValues(frames * inputs, 1);
    const right = convolveRows(
      toRows(data, inputs),
      await weights.tensor('conv.weight'),
      await weights.tensor('conv.bias'),
      kernel,
    );
    const build: BuildGraph = async (g) => {
      const x = g.input('x', 'float32', ['frames', inputs]);
      g.output('y', await timeConvolution(g, weights, 'conv', x, shape), ['frames', outputs]);
      return ['y'];
    };
    const { y } = await withGraph(build, (run) => run({ x: { data, dims: [frames, inputs] } }));
    expect(maxAbs(right.flat(), y ?? [])).toBeLessThan(1e-5);
  });
});

describe('neighbourhood', () => {
  it.each([
    {
      before: 1,
      after: 1,
      extra: 0,
      rows: [
        [0, 1, 2],
        [1, 2, 3],
        [2, 3, 0],
      ],
    },
    {
      before: 0,
      after: 2,
      extra: 0,
      rows: [
        [1, 2, 3],
        [2, 3, 0],
        [3, 0, 0],
      ],
    },
    {
      before: 2,
      after: 0,
      extra: 0,
      rows: [
        [0, 0, 1],
        [0, 1, 2],
        [1, 2, 3],
      ],
    },
    {
      before: 1,
      after: 0,
      extra: 1,
      rows: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 0],
      ],
    },
    { before: 0, after: 0, extra: 0, rows: [[1], [2], [3]] },
    { before: 0, after: 0, extra: 2, rows: [[1], [2], [3], [0], [0]] },
  ])('lays beside each frame $before before, $after after, with $extra more at the end', async (given) => {
    const { before, after, extra, rows } = given;
    const build: BuildGraph = async (g) => {
      const x = g.input('x', 'float32', ['frames', 1]);
      g.output('y', neighbourhood(g, x, 1, before, after, extra), ['more', before + 1 + after]);
      return ['y'];
    };
    const { y } = await withGraph(build, (run) => run({ x: { data: Float32Array.of(1, 2, 3), dims: [3, 1] } }));
    expect(toRows(y ?? [], before + 1 + after)).toEqual(rows);
  });
});
