import { describe, expect, it } from 'vitest';
import { fsqCodes } from './fsq-codes.ts';

const LEVELS = [8, 8, 8, 5, 5];

describe('fsqCodes', () => {
  it.each([
    [0, [-1, -1, -1, -1, -1]],
    [1, [-0.75, -1, -1, -1, -1]],
    [8, [-1, -0.75, -1, -1, -1]],
    [64, [-1, -1, -0.75, -1, -1]],
    [512, [-1, -1, -1, -0.5, -1]],
    [2_560, [-1, -1, -1, -1, -0.5]],
    [4 + 8 * 4 + 64 * 4 + 512 * 2 + 2_560 * 2, [0, 0, 0, 0, 0]],
    [12_799, [0.75, 0.75, 0.75, 1, 1]],
  ])('reads the digits of token %i as %j', (token, codes) => {
    expect([...fsqCodes(new Int32Array([token]), LEVELS)]).toEqual(codes);
  });

  it('gives every token codes of its own', () => {
    const codes = fsqCodes(
      Int32Array.from({ length: 12_800 }, (_, token) => token),
      LEVELS,
    );
    const rows = new Set(Array.from({ length: 12_800 }, (_, n) => codes.subarray(5 * n, 5 * n + 5).join()));
    expect(rows.size).toBe(12_800);
  });

  it('gives nothing for no tokens', () => {
    expect(fsqCodes(new Int32Array(0), LEVELS)).toHaveLength(0);
  });

  it.each([-1, 12_800, 2 ** 31 - 1])('refuses token %i, which would sound like another one', (token) => {
    expect(() => fsqCodes(new Int32Array([5, token]), LEVELS)).toThrow(`token 1 is ${token}; tokens are 0..12799`);
  });
});
