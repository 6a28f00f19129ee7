import { expect } from 'vitest';
import { maxAbs, snr } from './golden.ts';
import type { Limit } from './tolerances.ts';

/** Expects as many values as the reference has, none of them farther away than the limit allows. */
export function expectClose(actual: ArrayLike<number>, reference: ArrayLike<number>, limit: Limit): void {
  expect(actual).toHaveLength(reference.length);
  expect(maxAbs(reference, actual)).toBeLessThanOrEqual(limit.maxAbs);
  expect(snr(reference, actual)).toBeGreaterThanOrEqual(limit.snr);
}
