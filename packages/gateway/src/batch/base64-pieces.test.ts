import { decodeBase64 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { base64Pieces } from './base64-pieces.ts';

const bytes = (length: number, from = 0) => Uint8Array.from({ length }, (_, i) => (from + i * 7) & 255);

describe('base64 in pieces', () => {
  it.each([
    ['nothing', []],
    ['empty parts', [0, 0]],
    ['one byte', [1]],
    ['parts that are no groups of three', [1, 1, 2, 5, 0, 4]],
    ['exactly one piece', [24_576]],
    ['one byte past a piece', [24_576, 1]],
    ['a long part between short ones', [2, 100_000, 1]],
  ])('is that of the whole: %s', (_what, lengths) => {
    const parts = lengths.map((length, i) => bytes(length, i * 50));
    const texts = [...base64Pieces(parts)];
    const whole = parts.flatMap((part) => [...part]);
    expect([...decodeBase64(texts.join(''), { maxBytes: 1_000_000 })]).toEqual(whole);
    for (const text of texts.slice(0, -1)) expect(text).toHaveLength(32_768);
  });

  it('takes no part before it is needed', () => {
    let taken = 0;
    const parts = function* () {
      for (; taken < 100; ) {
        taken += 1;
        yield bytes(24_576);
      }
    };
    const texts = base64Pieces(parts());
    texts.next();
    texts.next();
    expect(taken).toBe(2);
  });
});
