import { describe, expect, it } from 'vitest';
import { readJsonDocuments } from './read-json-documents.ts';
import { TokenError } from './token-error.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const readAll = (source: AsyncIterable<Uint8Array>) => Array.fromAsync(readJsonDocuments(source));

describe('readJsonDocuments', () => {
  it.each([1, 2, 3, 1000])('reads bytes that come %i at a time, also through a character', async (size) => {
    const bytes = utf8('{"a":"\u00e4\u{1f600}"}\n{"b":2}\n3');
    expect(await readAll(chunks(bytes, size))).toEqual([{ a: '\u00e4\u{1f600}' }, { b: 2 }, 3]);
  });

  it('steps over a byte order mark', async () => {
    expect(await readAll(chunks(utf8('\ufeff{"a":1}'), 1))).toEqual([{ a: 1 }]);
  });

  it('reads on only when asked', async () => {
    let read = 0;
    async function* source() {
      for (;;) {
        read += 1;
        yield utf8('{}');
      }
    }
    for await (const _ of readJsonDocuments(source())) if (read === 3) break;
    expect(read).toBe(3);
  });

  it.each([
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0)],
    ['a character that is cut off', Uint8Array.of(0x22, 0xc3)],
  ])('refuses %s', async (_, bytes) => {
    await expect(readAll(chunks(bytes, 2))).rejects.toThrow(
      new TokenError('the input is not UTF-8 text; JSON is expected'),
    );
  });

  it('refuses an input that ends too early', async () => {
    await expect(readAll(chunks(utf8('{"tokens":[1,'), 5))).rejects.toThrow('the input ends inside JSON document 1');
  });
});
