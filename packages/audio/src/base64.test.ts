import { describe, expect, it } from 'vitest';
import { seededRandom } from '../test/random.ts';
import { decodeBase64Fallback, encodeBase64Fallback } from './base64-fallback.ts';
import { decodeBase64 } from './decode-base64.ts';
import { encodeBase64 } from './encode-base64.ts';

const LIMIT = { maxBytes: 100_000 };
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('base64', () => {
  it.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('of %j is %j, as in RFC 4648', (text, encoded) => {
    expect(encodeBase64(utf8(text))).toBe(encoded);
    expect(encodeBase64Fallback(utf8(text))).toBe(encoded);
    expect(decodeBase64(encoded, LIMIT)).toEqual(utf8(text));
  });

  it('returns every byte at every length, with and without help from the runtime', () => {
    const random = seededRandom(1);
    for (const length of [1, 2, 3, 4, 5, 255, 12_287, 12_288, 12_289, 50_000]) {
      const bytes = Uint8Array.from({ length }, () => 256 * random());
      const encoded = encodeBase64(bytes);
      expect(encodeBase64Fallback(bytes)).toBe(encoded);
      expect(decodeBase64(encoded, LIMIT)).toEqual(bytes);
      expect(decodeBase64Fallback(encoded.replace(/=+$/, ''))).toEqual(bytes);
    }
  });

  it('decodes into a buffer of its own', () => {
    expect(decodeBase64('Zm9v', LIMIT).buffer.byteLength).toBe(3);
  });

  it.each([
    ['the URL-safe alphabet', '-_-_', [0xfb, 0xff, 0xbf]],
    ['missing padding', 'Zm8', [0x66, 0x6f]],
    ['white space anywhere', ' Zm\r\n9v\tYm Fy\n', [0x66, 0x6f, 0x6f, 0x62, 0x61, 0x72]],
    ['a data: URI', 'data:audio/wav;codecs=1;base64,Zm8=', [0x66, 0x6f]],
    ['a data: URI without a type', 'DATA:;base64,Zm8', [0x66, 0x6f]],
    ['white space alone', ' \n', []],
  ])('takes %s', (_name, text, bytes) => {
    expect([...decodeBase64(text, LIMIT)]).toEqual(bytes);
  });

  it.each([
    ['a stranger', 'Zm9v!m9v', 'malformed', '"!" as character 5'],
    ['a character past Latin-1', 'Zmŏv', 'malformed', '"ŏ" as character 3'],
    ['padding in the middle', 'Zg==Zm9v', 'malformed', '"=" as character 3'],
    ['padding alone', '====', 'malformed', '"="'],
    ['too little padding', 'Zg=', 'malformed', 'wrong padding'],
    ['too much padding', 'Zm9v=', 'malformed', 'wrong padding'],
    ['one character too many', 'Zm9vY', 'malformed', 'was cut'],
    ['bits left over in two', 'Zh==', 'malformed', 'must be zero'],
    ['bits left over in three', 'Zm9', 'malformed', 'must be zero'],
    ['a data: URI that is text', 'data:text/plain,hello', 'unsupported', 'must be base64'],
    ['a data: URI without end', `data:${'a'.repeat(300)};base64,Zm8=`, 'unsupported', 'must be base64'],
  ])('refuses %s', (_name, text, code, message) => {
    const error = expect.objectContaining({ name: 'DataError', code, message: expect.stringContaining(message) });
    expect(() => decodeBase64(text, LIMIT)).toThrow(error);
  });

  it('finds a stranger anywhere without help from the runtime', () => {
    for (const text of ['!AAA', 'AAA!', 'AA!', '!A', 'AAAAA=', 'AA\u0141A'])
      expect(decodeBase64Fallback(text)).toBeUndefined();
  });

  it('bounds what comes out, to the byte', () => {
    expect(decodeBase64('Zm9v', { maxBytes: 3 })).toHaveLength(3);
    const tooLarge = expect.objectContaining({ code: 'too_large', message: 'base64 of 4 bytes; at most 3 are taken' });
    expect(() => decodeBase64('Zm9vYg==', { maxBytes: 3 })).toThrow(tooLarge);
  });
});
