import { describe, expect, it } from 'vitest';
import { flag, integer, list, number, object, objectWith, oneOf, text } from './reader.ts';

const reader = object({
  on: flag,
  count: integer(1, 3),
  word: oneOf('a', 'b'),
  names: list(text(1, 4), 2),
  at: number(0, 1),
});

describe('a reader', () => {
  it('takes what is right and leaves absent fields absent', () => {
    expect(reader({ on: false, names: ['x'] }, 'it')).toEqual({ on: false, names: ['x'] });
    expect(reader({}, 'it')).toEqual({});
  });

  it.each([
    ['no object', null, 'it is null; it must be an object'],
    ['an array', [], 'it is []; it must be an object'],
    ['a word for a flag', { on: 'false' }, 'it.on is "false"; it must be true or false'],
    ['a fraction', { count: 1.5 }, 'it.count is 1.5; it must be a whole number 1..3'],
    ['a number out of range', { count: 4 }, 'it.count is 4'],
    ['NaN', { at: Number.NaN }, 'it.at is null; it must be a number 0..1'],
    ['an unknown word', { word: 'c' }, 'it must be one of a, b'],
    ['a long list', { names: ['a', 'b', 'c'] }, 'an array of at most 2'],
    ['a wrong entry', { names: ['a', ''] }, 'it.names[1] is ""; it must be text of 1..4 characters'],
    ['a misspelt field', { onn: true }, 'a field of it is "onn"; it must be one of on, count'],
    ['a field of every object', { toString: true }, 'a field of it is "toString"'],
    ['undefined', { on: undefined }, 'it.on is undefined'],
  ])('says what is wrong with %s', (_, value, message) => {
    expect(() => reader(value, 'it')).toThrow(message);
  });

  it('wants the fields that must be there', () => {
    const wanting = objectWith({ on: flag, word: oneOf('a') }, 'word');
    expect(wanting({ word: 'a' }, 'it')).toEqual({ word: 'a' });
    expect(() => wanting({ on: true }, 'it')).toThrow('it.word is undefined; it must be given');
  });
});
