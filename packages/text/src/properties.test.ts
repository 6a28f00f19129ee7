import { describe, expect, it } from 'vitest';
import { type Random, randomText, seededRandom } from '../test/random-text.ts';
import { isSpeakable, planPieces, splitSentences } from './index.ts';

const CASES = 300;
const LOCALES = [undefined, 'en', 'de', 'fr', 'ja', 'th', 'ar', 'el'];

const between = (random: Random, low: number, high: number) => low + Math.floor(random() * (high - low + 1));

function randomCase(seed: number) {
  const random = seededRandom(seed);
  const text = randomText(random, between(random, 0, 80), seed % 3 === 0 ? 0.2 : 0);
  const most = between(random, 60, 400);
  const first = between(random, 30, most);
  const least = between(random, 1, Math.min(first, Math.floor(most / 2)));
  return { text, options: { first, most, least, locale: LOCALES[seed % LOCALES.length] } };
}

const cases = Array.from({ length: CASES }, (_, index) => randomCase(index + 1));

/** Offsets after each part. */
function endsOf(parts: readonly string[]): number[] {
  let end = 0;
  return parts.map((part) => (end += part.length));
}

function clusterEnds(text: string): Set<number> {
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return new Set(Array.from(segments, ({ index, segment }) => index + segment.length));
}

describe('splitSentences, over random text', () => {
  it('loses nothing, gives no blank sentence, and cuts between clusters', () => {
    for (const { text, options } of cases) {
      const sentences = splitSentences(text, options.locale);
      const clusters = clusterEnds(text);
      expect(sentences.join('')).toBe(text);
      if (text.trim() !== '') expect(sentences.filter((sentence) => sentence.trim() === '')).toEqual([]);
      expect(endsOf(sentences).filter((end) => !clusters.has(end))).toEqual([]);
    }
  });
});

describe('planPieces, over random text', () => {
  it('loses nothing and never passes most', () => {
    for (const { text, options } of cases) {
      const pieces = planPieces(text, options);
      expect(pieces.join('')).toBe(text);
      expect(pieces.filter((piece) => piece === '' || piece.length > options.most)).toEqual([]);
    }
  });

  it('gives every piece something to say, and cuts between clusters', () => {
    for (const { text, options } of cases) {
      if (!isSpeakable(text)) continue;
      const pieces = planPieces(text, options);
      const clusters = clusterEnds(text);
      expect(pieces.filter((piece) => !isSpeakable(piece))).toEqual([]);
      expect(endsOf(pieces).filter((end) => !clusters.has(end))).toEqual([]);
    }
  });

  it('leaves no tiny piece, at the end least of all', () => {
    for (const { text, options } of cases) {
      const pieces = planPieces(text, options);
      if (pieces.length < 2) continue;
      expect(pieces.at(-1)?.length).toBeGreaterThanOrEqual(options.least);
      expect(Math.min(...pieces.map((piece) => piece.length))).toBeGreaterThanOrEqual(options.least / 2);
    }
  });

  it('holds its hard bounds for the smallest limits', () => {
    for (const { text } of cases.slice(0, 60)) {
      for (const most of [2, 3, 7]) {
        const pieces = planPieces(text, { first: 1, most });
        expect(pieces.join('')).toBe(text);
        expect(pieces.filter((piece) => piece === '' || piece.length > most)).toEqual([]);
        if (text.isWellFormed()) expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
      }
    }
  });
});
