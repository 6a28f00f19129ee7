import { describe, expect, it } from 'vitest';
import { foldSign, planRice } from './rice-plan.ts';

/** Errors that are large in every other run of `run` values and 0 between. */
function alternating(length: number, run: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => (Math.floor(i / run) % 2 === 0 ? 1_000 : 0));
}

describe('planRice', () => {
  it('spends one partition on even errors', () => {
    // Folded to 6: parameter 2 makes 1 + 1 + 2 bits of each, besides 6 bits of header and 4 of the parameter.
    expect(planRice(new Int32Array(576).fill(3), 0)).toEqual({
      partitionOrder: 0,
      parameters: [2],
      parameterBits: 4,
      bits: 10 + 576 * 4,
    });
  });

  it.each([
    ['halves', 576, 288, 0, 1],
    ['eighths', 576, 72, 2, 3],
    ['the finest division', 576, 9, 2, 6],
    ['partitions of four after a head of three', 256, 4, 3, 6],
    ['no partitions of four after a head of four', 256, 4, 4, 0],
    ['no finer a division than is whole', 24, 1, 0, 0],
  ])('finds %s', (_name, length, run, order, partitionOrder) => {
    expect(planRice(alternating(length, run), order)).toMatchObject({ partitionOrder });
  });

  it('folds the sign into the lowest bit, to both ends', () => {
    expect([0, -1, 1, -2, 524_280, -524_288].map(foldSign)).toEqual([0, 1, 2, 3, 1_048_560, 1_048_575]);
  });
});
