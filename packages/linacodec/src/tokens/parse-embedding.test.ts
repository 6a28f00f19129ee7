import { describe, expect, it } from 'vitest';
import { parseEmbedding } from './parse-embedding.ts';
import { TokenError } from './token-error.ts';

const values = Array.from({ length: 128 }, (_, i) => i / 10 - 6);
const withValue = (at: number, value: unknown) => values.map((good, i) => (i === at ? value : good));

describe('parseEmbedding', () => {
  it.each([
    ['a list', values],
    ['a batch of one', [values]],
    ['a batch of a batch of one', [[values]]],
    ['a typed array', Float64Array.from(values)],
  ])('reads %s as float32', (_, value) => {
    expect(parseEmbedding(value)).toEqual(Float32Array.from(values));
  });

  it('reads another size when told', () => {
    expect(parseEmbedding([1, 2], 2)).toEqual(Float32Array.of(1, 2));
  });

  it.each([
    ['too short', values.slice(1), 'embedding holds 127 values; a speaker embedding has 128'],
    ['too long', [...values, 0], 'embedding holds 129 values; a speaker embedding has 128'],
    ['empty', [], 'embedding holds 0 values; a speaker embedding has 128'],
    ['a batch of two', [values, values], 'embedding holds 2 lists; it must be one list of numbers'],
    ['no list', 'AAAA', 'embedding is "AAAA"; it must be a list of numbers'],
    ['null', null, 'embedding is null; it must be a list of numbers'],
  ])('refuses one that is %s', (_, value, message) => {
    expect(() => parseEmbedding(value)).toThrow(new TokenError(message));
  });

  it.each([
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [1e39, '1e+39'],
    ['0.5', '"0.5"'],
    [null, 'null'],
    [false, 'false'],
    [1n, '1'],
  ])('names the place of %s', (wrong, shown) => {
    expect(() => parseEmbedding(withValue(5, wrong))).toThrow(
      new TokenError(`embedding[5] is ${shown}; it must be a finite 32-bit floating-point number`),
    );
  });

  it('takes the largest float32', () => {
    const largest = 3.4028234663852886e38;
    expect(parseEmbedding(withValue(127, largest))[127]).toBe(largest);
  });
});
