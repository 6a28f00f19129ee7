import { describe, expect, it } from 'vitest';
import { checkPieceOptions } from './piece-limits.ts';

describe('checkPieceOptions', () => {
  it.each([
    [{ first: 80, most: 400 }, 40],
    [{ first: 400, most: 400 }, 150],
    [{ first: 1, most: 2 }, 1],
    [{ first: 3, most: 3 }, 1],
    [{ first: 80, most: 400, least: 80 }, 80],
    [{ first: 80, most: 400, least: undefined }, 40],
  ])('%j gives least %d', (options, least) => {
    expect(checkPieceOptions(options)).toEqual({ first: options.first, most: options.most, least });
  });

  it.each([
    [{ first: 1, most: 1 }, 'most must be a whole number of at least 2'],
    [{ first: 1, most: Number.NaN }, 'most must be a whole number of at least 2'],
    [{ first: 1, most: Infinity }, 'most must be a whole number of at least 2'],
    [{ first: 1, most: 2.5 }, 'most must be a whole number of at least 2'],
    [{ first: 0, most: 10 }, 'first must be a whole number from 1 to 10'],
    [{ first: 11, most: 10 }, 'first must be a whole number from 1 to 10'],
    [{ first: 8, most: 10, least: 6 }, 'least must be a whole number from 1 to 5'],
    [{ first: 3, most: 10, least: 4 }, 'least must be a whole number from 1 to 3'],
    [{ first: 3, most: 10, least: 0 }, 'least must be a whole number from 1 to 3'],
  ])('refuses %j and says what would be right', (options, message) => {
    expect(() => checkPieceOptions(options)).toThrow(RangeError);
    expect(() => checkPieceOptions(options)).toThrow(message);
  });
});
