import { describe, expect, it } from 'vitest';
import { textPieces } from './text-pieces.ts';

describe('textPieces', () => {
  it.each([
    ['a short text as it is', 'One. Two.', 20, ['One. Two.']],
    ['behind the last sentence that fits', 'One. Two. Three four five.', 20, ['One. Two.', 'Three four five.']],
    ['behind a quoted sentence', 'He said "stop." And then he left.', 20, ['He said "stop."', 'And then he left.']],
    [
      'behind a part of a long sentence',
      'First this, then that other thing',
      20,
      ['First this,', 'then that other', 'thing'],
    ],
    ['between words', 'never the same voice twice', 20, ['never the same voice', 'twice']],
    [
      'inside a word longer than any piece',
      'abcdefghij'.repeat(5),
      20,
      ['abcdefghij'.repeat(2), 'abcdefghij'.repeat(2), 'abcdefghij'],
    ],
    ['not inside a number', 'It was 3.14159265 or 2.71828182', 20, ['It was 3.14159265 or', '2.71828182']],
    ['nowhere without a limit', 'One. Two. Three four five.', 0, ['One. Two. Three four five.']],
    ['with white space as one space', '  a\n\nb \t c ', 20, ['a b c']],
    ['into nothing when there is nothing', ' \n ', 20, []],
  ])('cuts %s', (_, text, maxChars, pieces) => {
    expect(textPieces(text, maxChars)).toEqual(pieces);
  });

  it('loses no word and keeps to its limit', () => {
    const text = Array.from({ length: 300 }, (_, i) => `word${i}${i % 7 === 0 ? '.' : i % 5 === 0 ? ',' : ''}`).join(
      ' ',
    );
    const pieces = textPieces(text, 150);
    expect(pieces.join(' ')).toBe(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(150);
  });
});
