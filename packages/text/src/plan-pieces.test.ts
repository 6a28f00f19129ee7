import { describe, expect, it } from 'vitest';
import { type PieceOptions, planPieceRanges, planPieces } from './index.ts';

/** Pieces are written with a bar between them; the bars are taken out to make the input. */
function expectBars(barred: string, options: PieceOptions) {
  const pieces = barred.split('|');
  expect(planPieces(pieces.join(''), options)).toEqual(pieces);
}

const lengths = (pieces: readonly string[]) => pieces.map((piece) => piece.length);

describe('planPieces', () => {
  it('gives nothing for an empty text and one piece for a short one', () => {
    expect(planPieces('', { first: 80, most: 400 })).toEqual([]);
    expect(planPieces('Hello.', { first: 80, most: 400 })).toEqual(['Hello.']);
  });

  it('says where each piece stands', () => {
    const text = 'The first sentence is here. 🎉 The second one comes after it. The third is the last.';
    const pieces = planPieceRanges(text, { first: 30, most: 40 });
    expect(pieces.map((piece) => piece.text)).toEqual(planPieces(text, { first: 30, most: 40 }));
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual(pieces.map((piece) => piece.text));
    expect(pieces.map(({ start }) => start)).toEqual([0, ...pieces.slice(0, -1).map(({ end }) => end)]);
    expect(pieces.length).toBeGreaterThan(2);
    expect(planPieceRanges('', { first: 30, most: 40 })).toEqual([]);
  });

  it('refuses wrong options and a malformed locale', () => {
    expect(() => planPieces('Hi', { first: 0, most: 10 })).toThrow('first must be');
    expect(() => planPieces('Hi', { first: 5, most: 10, locale: 'not a tag' })).toThrow(RangeError);
  });

  it('returns text with nothing to say in as few pieces as fit', () => {
    expect(planPieces(' ... ', { first: 2, most: 10 })).toEqual([' ... ']);
    expect(lengths(planPieces('.'.repeat(25), { first: 2, most: 10 }))).toEqual([10, 10, 5]);
  });

  it('starts with a short piece and grows up to most', () => {
    const pieces = planPieces('The quick brown fox jumped. '.repeat(100), { first: 60, most: 500 });
    expect(lengths(pieces).slice(0, 5)).toEqual([56, 112, 224, 476, 476]);
  });

  it.each([
    ['whole sentences', 'One is here. Two is here. |Three is a good deal longer than that.', { first: 28, most: 60 }],
    [
      'a clause where the first sentence is long',
      'When the rain had come, |the people went home again.',
      { first: 35, most: 90 },
    ],
    [
      'a word where it has no clause',
      'When the rain had come the |people went home again slowly.',
      { first: 30, most: 90 },
    ],
    ['a full stop before a small letter', 'hello there my friend. |how are you today then', { first: 30, most: 90 }],
    ['no abbreviation', 'The tall and old fox, |approx. five feet from here', { first: 32, most: 90 }],
    ['a CJK comma', '今天的天气非常好，|我们一起去公园散步吧', { first: 12, most: 40 }],
    ['a word of Thai', 'ภาษาไทย|สวยงามมากจริงๆ', { first: 10, most: 40, least: 4 }],
    ['a long opening word', 'Donaudampfschifffahrt |beginnt', { first: 8, most: 40 }],
    ['the whole of one word', 'Donaudampfschifffahrt', { first: 8, most: 40 }],
  ])('ends the first piece at %s', (_, barred, options) => expectBars(barred, options));

  it('does not begin with one stray word', () => {
    expectBars('Yes. I think that we should go to the |park because it is warm.', { first: 40, most: 100 });
  });

  it('prefers a paragraph to a later sentence', () => {
    expectBars('One is here now.\n\n|Two is here. Three is a longer one.', { first: 35, most: 80 });
  });

  it('merges a short tail, or moves the cut before it', () => {
    expectBars('The first sentence is here. |The second one is here. Bye.', { first: 30, most: 40, least: 15 });
    expectBars('Here is the first of all, |which is long. Bye now.', { first: 42, most: 42, least: 15 });
  });

  it('does not leave a short sentence alone when it fits with a neighbour', () => {
    expectBars('The first one is here. |No. But the second one is rather longer.', { first: 25, most: 60 });
  });

  it('does not cut inside a sentence for growth when the sentence fits', () => {
    const long = `${'word '.repeat(70)}end.`;
    expect(planPieces(`Here is the first one. ${long}`, { first: 30, most: 400 })).toEqual([
      'Here is the first one. ',
      long,
    ]);
  });

  it('does not cut at a no-break space or before a closing mark', () => {
    expectBars('Il demande à tous |cent\u00a0mille euros !', { first: 22, most: 60, locale: 'fr' });
    expectBars('Il le demande |encore ! Oui, mais pourquoi ?', { first: 20, most: 60, locale: 'fr' });
  });

  it('cuts text without any place between grapheme clusters', () => {
    const family = '👨‍👩‍👧‍👦';
    const pieces = planPieces(`a${family.repeat(20)}b`, { first: 10, most: 30 });
    expect(pieces.every((piece) => /^a?(?:👨‍👩‍👧‍👦)*b?$/u.test(piece))).toBe(true);
    expect(Math.max(...lengths(pieces))).toBeLessThanOrEqual(30);
  });

  it('breaks a cluster longer than most, but no surrogate pair', () => {
    const pieces = planPieces(`a${'\u{1f3fb}'.repeat(9)}`, { first: 4, most: 4 });
    expect(pieces.join('')).toBe(`a${'\u{1f3fb}'.repeat(9)}`);
    expect(pieces.every((piece) => piece.isWellFormed() && piece.length <= 4)).toBe(true);
  });

  it('keeps marks with words around a run of marks shorter than most', () => {
    const text = `Hello${'.'.repeat(96)}`;
    expect(planPieces(text, { first: 40, most: 100 })).toEqual(['Hell', `o${'.'.repeat(96)}`]);
  });
});
