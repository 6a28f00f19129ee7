import { describe, expect, it } from 'vitest';
import { readNames } from './read-names.ts';

describe('names in an answer', () => {
  it.each([
    ['a list of names', ['Ryan', 'Vivian']],
    ['a list of objects with ids', [{ id: 'Ryan', name: 'Ryan (male)' }, { id: 'Vivian' }]],
    ['a list of objects with names', [{ name: 'Ryan' }, { name: 'Vivian', gender: 'f' }]],
    ['a list under its name', { speakers: ['Ryan', 'Vivian'], default: 'Ryan' }],
    ['a list of objects under its name', { speakers: [{ id: 'Ryan' }, { name: 'Vivian' }] }],
    ['a list with the same name twice, and other things', ['Ryan', 7, null, {}, [], 'Ryan', ' ', 'Vivian']],
  ])('are found in %s', (_, answer) => {
    expect(readNames(answer, 'speakers')).toEqual(['Ryan', 'Vivian']);
  });

  it.each([
    ['nothing', null],
    ['a text', 'Ryan'],
    ['an object of something else', { voices: ['Ryan'] }],
    ['an empty list', []],
    ['a list of no names', [1, {}, 'x'.repeat(61), 'two\nlines']],
    ['an inherited field', Object.create({ speakers: ['Ryan'] })],
  ])('are none in %s', (_, answer) => {
    expect(readNames(answer, 'speakers')).toBeUndefined();
  });

  it('are no more than 200', () => {
    expect(
      readNames(
        Array.from({ length: 10_000 }, (_, i) => `v${i}`),
        'speakers',
      ),
    ).toHaveLength(200);
  });
});
