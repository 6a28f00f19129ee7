import { describe, expect, it } from 'vitest';
import { memoryFile } from '../../test/checkpoint/memory-folder.ts';
import { encodeNumbers } from '../../test/checkpoint/named-tensor.ts';
import { readTensor, spanOf } from './read-tensor.ts';

/** The numbers 0 to 11. */
const FILE = memoryFile('numbers', [
  encodeNumbers(
    Float32Array.from({ length: 12 }, (_, i) => i),
    'F32',
  ),
]);

describe('readTensor', () => {
  it.each([
    { what: 'C order', shape: [2, 3], strides: [3, 1], offset: 0, numbers: [0, 1, 2, 3, 4, 5] },
    { what: 'an offset', shape: [3], strides: [1], offset: 9, numbers: [9, 10, 11] },
    { what: 'a transposed matrix', shape: [3, 2], strides: [1, 3], offset: 0, numbers: [0, 3, 1, 4, 2, 5] },
    { what: 'every other number', shape: [2, 2], strides: [6, 2], offset: 1, numbers: [1, 3, 7, 9] },
    { what: 'a repeated row', shape: [3, 2], strides: [0, 1], offset: 4, numbers: [4, 5, 4, 5, 4, 5] },
    {
      what: 'three axes, permuted',
      shape: [2, 3, 2],
      strides: [1, 4, 2],
      offset: 0,
      numbers: [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11],
    },
    { what: 'strides of axes of one', shape: [1, 3, 1], strides: [99, 1, 99], offset: 2, numbers: [2, 3, 4] },
    { what: 'a scalar', shape: [], strides: [], offset: 5, numbers: [5] },
    { what: 'nothing', shape: [0, 4], strides: [4, 1], offset: 0, numbers: [] },
  ])('reads $what', async ({ shape, strides, offset, numbers }) => {
    const read = await readTensor({ file: FILE, dtype: 'F32', shape, strides, offset: 4 * offset });
    expect([...read]).toEqual(numbers);
  });
});

describe('spanOf', () => {
  it('counts from the first number to the last', () => {
    expect(spanOf([2, 3], [3, 1])).toBe(6);
    expect(spanOf([2, 3], [1, 5])).toBe(12);
    expect(spanOf([5], [0])).toBe(1);
    expect(spanOf([], [])).toBe(1);
    expect(spanOf([3, 0], [7, 7])).toBe(0);
  });
});
