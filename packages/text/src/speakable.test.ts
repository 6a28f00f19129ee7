import { describe, expect, it } from 'vitest';
import { findVoice, isSpeakable } from './speakable.ts';

describe('isSpeakable', () => {
  it.each(['a', '7', ' ß ', '字', 'ก', 'ع', '½', '€', '%', 'no!', '...&...', '1️⃣', '𐍈'])(
    'hears something in %j',
    (text) => {
      expect(isSpeakable(text)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    '\n\t\u00a0',
    '...',
    '?!',
    '「」',
    '—',
    '***',
    '😀',
    '👩‍👩‍👧',
    '\u0301',
    '\u3164',
    '\u200b',
    '\ud800',
    '\udf48',
  ])('hears nothing in %j', (text) => {
    expect(isSpeakable(text)).toBe(false);
  });
});

describe('findVoice', () => {
  it('finds the first and last speakable character, pairs included', () => {
    const voice = findVoice('..𐍈..a..𐍈..');
    expect([0, 2, 4, 6, 7].map((start) => voice.firstEnd(start))).toEqual([4, 4, 7, 7, 11]);
    expect(voice.last).toBe(9);
  });

  it('says so when there is none', () => {
    expect(findVoice('...').firstEnd(0)).toBe(Infinity);
    expect(findVoice('...').last).toBe(-1);
    expect(findVoice('a..').firstEnd(1)).toBe(Infinity);
  });
});
