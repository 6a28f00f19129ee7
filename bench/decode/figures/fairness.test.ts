import { describe, expect, it } from 'vitest';
import { finishRatio } from './fairness.ts';

describe('fairness', () => {
  it.each([
    ['one stream', [80], 1],
    ['streams that end together', [50, 50, 50], 1],
    ['one that ends last', [100, 250, 200], 2.5],
  ])('of %s', (_, ends, wanted) => {
    expect(finishRatio(ends)).toBe(wanted);
  });

  it('is no number without streams', () => {
    expect(finishRatio([])).not.toBeGreaterThan(0);
  });
});
