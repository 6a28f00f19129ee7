import { describe, expect, it } from 'vitest';
import { planPieces } from './index.ts';

/** UTF-16 units of each text. */
const LENGTH = 100_000;
/** Linear work takes up to about 0.4 s here; quadratic work on such a text takes minutes. */
const LIMIT_MS = 5000;

const HOSTILE: readonly (readonly [string, string])[] = [
  ['letters', 'a'],
  ['spaces', ' '],
  ['line breaks', '\n'],
  ['full stops', '.'],
  ['combining marks', '\u0301'],
  ['lone surrogates', '\ud800'],
  ['joined emoji', '👩‍'],
  ['flags', '🇩🇪'],
  ['commas', ', '],
  ['initials', 'A. '],
  ['titles', 'Dr. '],
  ['list numbers', '\n1. '],
  ['ellipses', '… '],
  ['cries with emoji', '!😀'],
  ['quoted cries', '!"'],
  ['addresses', 'https://'],
  ['questions without a space', '?a'],
  ['Chinese without a mark', '字节跳动公司在北京'],
  ['Thai without a space', 'ภาษาไทยสวยงามมาก'],
];

describe('planPieces, on 100,000 units of one thing', () => {
  for (const [name, unit] of HOSTILE) {
    it.each([400, 50_000])(`plans ${name} in linear time, most %d`, { timeout: LIMIT_MS }, (most) => {
      const text = `x${unit.repeat(Math.ceil(LENGTH / unit.length))}y`;
      const pieces = planPieces(text, { first: 80, most });
      expect(pieces.join('')).toBe(text);
      expect(pieces.every((piece) => piece.length <= most)).toBe(true);
    });
  }
});
