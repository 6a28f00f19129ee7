import { describe, expect, it } from 'vitest';
import { MAX_TOKENS, parseTokens, requireTokens } from './parse-tokens.ts';
import { TokenError } from './token-error.ts';

const VOCABULARY = 12_800;

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(TokenError);
    expect(error).toMatchObject({ code: 'bad_tokens', retryable: false });
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('parseTokens', () => {
  it.each([
    ['a list', [0, 1, 12_799]],
    ['a batch of one', [[0, 1, 12_799]]],
    ['a batch of a batch of one', [[[0, 1, 12_799]]]],
    ['32-bit integers', Int32Array.of(0, 1, 12_799)],
    ['16-bit integers in a batch of one', [Uint16Array.of(0, 1, 12_799)]],
    ['64-bit integers', BigInt64Array.of(0n, 1n, 12_799n)],
    ['whole floats', Float32Array.of(0, 1, 12_799)],
  ])('reads %s', (_, value) => {
    expect(parseTokens(value, VOCABULARY)).toEqual(Int32Array.of(0, 1, 12_799));
  });

  it.each([
    ['one token', [7], [7]],
    ['one token in a batch of one', [[7]], [7]],
    ['none', [], []],
    ['none in a batch of one', [[]], []],
    ['none in a typed array', new Int32Array(), []],
  ])('reads %s', (_, value, expected) => {
    expect(parseTokens(value, VOCABULARY)).toEqual(Int32Array.from(expected));
  });

  it.each([
    [12_800, '12800'],
    [-1, '-1'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [2 ** 32, '4294967296'],
    [12_800n, '12800'],
    [-(2n ** 63n), '-9223372036854775808'],
    ['5', '"5"'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{}, 'an object'],
    [[1, 2], 'a list of 2'],
  ])('names the place and the value of %s', (wrong, shown) => {
    const tokens = Array.from({ length: 18 }, (_, i) => (i === 17 ? wrong : i));
    expect(messageOf(() => parseTokens(tokens, VOCABULARY))).toBe(
      `tokens[17] is ${shown}; a token is a whole number from 0 to 12799`,
    );
  });

  it('holds to the vocabulary that it is given', () => {
    expect(parseTokens([9], 10)).toEqual(Int32Array.of(9));
    expect(messageOf(() => parseTokens([10], 10))).toContain('from 0 to 9');
  });

  it.each([
    ['a string', '1,2', 'tokens is "1,2"; it must be a list of numbers'],
    ['a number', 5, 'tokens is 5; it must be a list of numbers'],
    ['nothing', undefined, 'tokens is undefined; it must be a list of numbers'],
    ['an object', { 0: 1, length: 1 }, 'tokens is an object; it must be a list of numbers'],
    ['raw bytes', new DataView(new ArrayBuffer(4)), 'tokens is an object; it must be a list of numbers'],
    ['a batch of two', [[1], [2]], 'tokens holds 2 lists; it must be one list of numbers'],
    ['a batch of one and something else', [[1], 2], 'tokens holds 2 lists; it must be one list of numbers'],
    ['a list of holes', new Array(3), 'tokens[0] is undefined; a token is a whole number from 0 to 12799'],
  ])('refuses %s', (_, value, message) => {
    expect(messageOf(() => parseTokens(value, VOCABULARY))).toBe(message);
  });

  it('gives up on lists inside lists without end', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    expect(messageOf(() => parseTokens(endless, VOCABULARY))).toContain('nested more than 8 lists deep');
  });

  it('takes a piece of the greatest length and none that is longer', () => {
    expect(parseTokens(new Array(MAX_TOKENS).fill(1), VOCABULARY)).toHaveLength(MAX_TOKENS);
    expect(messageOf(() => parseTokens(new Array(MAX_TOKENS + 1), VOCABULARY))).toBe(
      'tokens holds 7501 tokens; one piece has at most 7500',
    );
    expect(messageOf(() => parseTokens([1, 2, 3], VOCABULARY, 2))).toContain('at most 2');
  });

  it('shows the beginning of a huge string only', () => {
    expect(messageOf(() => parseTokens(['x'.repeat(1000)], VOCABULARY)).length).toBeLessThan(120);
  });

  it('calls the value by the path that it is given', () => {
    expect(messageOf(() => parseTokens([-1], VOCABULARY, 9, 'output.tokens'))).toContain('output.tokens[0] is -1');
  });
});

describe('requireTokens', () => {
  it('hands on what has tokens and refuses what has none', () => {
    const tokens = Int32Array.of(0);
    expect(requireTokens(tokens)).toBe(tokens);
    expect(messageOf(() => requireTokens(new Int32Array()))).toContain('at least one');
  });
});
