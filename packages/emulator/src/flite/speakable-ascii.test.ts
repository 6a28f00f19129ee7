import { describe, expect, it } from 'vitest';
import { speakableAscii } from './speakable-ascii.ts';

describe('speakableAscii', () => {
  it.each([
    ['plain text, as it is.', 'plain text, as it is.'],
    ['café naïve Ångström', 'cafe naive Angstrom'],
    ['“it’s” – so', '"it\'s" ,  so'],
    ['你好。', ' la  la . '],
    ['a🎉b', 'a b'],
    ['tab\tand\u0000null', 'tab and null'],
    ['Straße, Œuvre, Łódź', 'Strasse, Oeuvre, Lodz'],
    ['🎉 ...', ' la '],
    ['', ' la '],
  ])('%j becomes %j', (text, expected) => {
    expect(speakableAscii(text)).toBe(expected);
  });
});
