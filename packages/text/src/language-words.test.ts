import { describe, expect, it } from 'vitest';
import { ABBREVIATIONS } from './abbreviations.ts';
import { hasWord, languageWords } from './language-words.ts';

describe('languageWords', () => {
  it('takes the table of the language, whatever the region', () => {
    expect(languageWords('de-AT')).toBe(languageWords('de'));
    expect(languageWords('de').bound.has('Mrs')).toBe(false);
  });

  it('takes all tables for an unknown or unnamed language', () => {
    const all = languageWords();
    expect(languageWords('ja')).toBe(all);
    expect(['Mrs', 'bzw', 'Mme', 'Srta'].every((word) => all.bound.has(word))).toBe(true);
  });

  it('keeps the ordinal dot apart for languages without a table', () => {
    expect(languageWords('pl').ordinalDot).toBe(true);
    expect(languageWords().ordinalDot).toBe(false);
  });

  it('refuses a malformed tag', () => {
    expect(() => languageWords('not a tag')).toThrow(RangeError);
  });
});

describe('hasWord', () => {
  const set = new Set(['Dr', 'e.g']);
  it.each([
    ['Dr', true],
    ['DR', true],
    ['dr', false],
    ['e.g', true],
    ['E.g', true],
    ['E.G', true],
    ['', false],
  ])('%j: %j', (word, expected) => {
    expect(hasWord(set, word)).toBe(expected);
  });
});

describe('ABBREVIATIONS', () => {
  it.each(Object.entries(ABBREVIATIONS))('%s: no entry is empty, repeated or ends in a full stop', (_, table) => {
    for (const list of Object.values(table) as string[]) {
      const entries = list.split(' ');
      expect(entries.filter((entry) => entry === '' || entry.endsWith('.'))).toEqual([]);
      expect(entries.filter((entry, index) => entries.indexOf(entry) !== index)).toEqual([]);
    }
  });
});
