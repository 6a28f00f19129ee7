import { describe, expect, it } from 'vitest';
import { type JsonDocumentLimits, JsonDocuments } from './json-documents.ts';
import { TokenError } from './token-error.ts';

/** All documents of a text that arrives in the given parts, and how it ended. */
function split(parts: readonly string[], limits?: JsonDocumentLimits): { found: unknown[]; error?: string } {
  const documents = new JsonDocuments(limits);
  const found: unknown[] = [];
  try {
    for (const part of parts) found.push(...documents.push(part));
    found.push(...documents.end());
    return { found };
  } catch (error) {
    expect(error).toBeInstanceOf(TokenError);
    return { found, error: (error as Error).message };
  }
}

const TEXTS: [string, string, unknown[]][] = [
  ['nothing', '', []],
  ['white space', ' \r\n\t\n', []],
  ['one object', '{"a":[1,{"b":2}]}', [{ a: [1, { b: 2 }] }]],
  ['lines', '{"a":1}\n{"a":2}\r\n\n{"a":3}\n', [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['objects without anything between', '{"a":1}{"a":2}[3]{}', [{ a: 1 }, { a: 2 }, [3], {}]],
  ['one list', '[{"a":1},\n{"a":2}]', [[{ a: 1 }, { a: 2 }]]],
  ['a pretty document', JSON.stringify({ a: [1, 2], b: { c: 'd' } }, null, 2), [{ a: [1, 2], b: { c: 'd' } }]],
  ['brackets, quotes and backslashes in strings', '{"}]":"{\\"[\\\\"}["\\\\"]', [{ '}]': '{"[\\' }, ['\\']]],
  ['numbers and words', '1 -2.5e3\ntrue null{"a":1}2', [1, -2500, true, null, { a: 1 }, 2]],
  ['strings', '"a""{" "\\u007b"', ['a', '{', '{']],
  ['characters outside the first plane', '{"a":"\u{1f600}"}', [{ a: '\u{1f600}' }]],
];

const WRONG: [string, string, unknown[], string][] = [
  ['an unfinished object', '{"a":1}{"a":', [{ a: 1 }], 'the input ends inside JSON document 2'],
  ['an unfinished string', '"abc', [], 'the input ends inside JSON document 1'],
  ['an unfinished escape', '["\\', [], 'the input ends inside JSON document 1'],
  ['a comma between documents', '{"a":1},{"a":2}', [{ a: 1 }], 'found "," where a JSON document should begin'],
  ['a bracket too many', '[1]]', [[1]], 'found "]" where a JSON document should begin'],
  ['a mixed-up bracket', '[1}', [], 'JSON document 1 is broken: '],
  ['a missing colon', '{"a":1}{"a" 2}{"a":3}', [{ a: 1 }], 'JSON document 2 is broken: '],
  ['a word that is none', 'nul {}', [], 'JSON document 1 is broken: '],
  ['a word at the end that is none', '1 tru', [1], 'JSON document 2 is broken: '],
  ['other text', 'data: {}', [], 'found "d" where a JSON document should begin'],
];

/** One part, every cut into two, and single characters. */
function cuts(text: string): string[][] {
  const pairs = Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]);
  return [[text], ...pairs, text.split('')];
}

describe('JsonDocuments', () => {
  it.each(TEXTS)('finds the documents of %s, however it is cut', (_, text, expected) => {
    for (const parts of cuts(text)) expect(split(parts)).toEqual({ found: expected });
  });

  it.each(WRONG)('ends at %s with what came before it, however it is cut', (_, text, expected, message) => {
    for (const parts of cuts(text)) {
      const { found, error } = split(parts);
      expect(found).toEqual(expected);
      expect(error).toContain(message);
    }
  });

  it('hands a document out as soon as its last character is there', () => {
    const documents = new JsonDocuments();
    expect(documents.push('{"a":1')).toEqual([]);
    expect(documents.push('}')).toEqual([{ a: 1 }]);
    expect(documents.push('12')).toEqual([]);
    expect(documents.push(' ')).toEqual([12]);
    expect(documents.end()).toEqual([]);
  });

  it('has no way on after an error', () => {
    const documents = new JsonDocuments();
    expect(() => documents.push('}')).toThrow(TokenError);
    expect(() => documents.push('{}')).toThrow('found "}"');
    expect(() => documents.end()).toThrow('found "}"');
  });

  it('takes a document of the greatest length, and none that is longer, cut or whole', () => {
    const limits = { maxLength: 10 };
    expect(split(['[1,2,3,45]'], limits)).toEqual({ found: [[1, 2, 3, 45]] });
    expect(split(['[1,2]', '[1,2,3,45] [1]'], limits).found).toHaveLength(3);
    for (const parts of cuts('[1][1,2,3,4,5]')) {
      expect(split(parts, limits)).toEqual({ found: [[1]], error: 'JSON document 2 is longer than 10 characters' });
    }
    expect(split(['[', ' '.repeat(10)], limits).error).toContain('longer than 10');
    expect(split(['1'.repeat(11)], limits).error).toContain('longer than 10');
  });

  it('takes the greatest depth and nothing deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(split([nested(64)]).found).toHaveLength(1);
    expect(split([nested(65)]).error).toBe('the JSON is nested more than 64 levels deep');
    expect(split(['['.repeat(1_000_000)]).error).toContain('64 levels');
    expect(split([`"${'['.repeat(100)}"`]).error).toBeUndefined();
  });

  it('looks at each character once: a megabyte in single characters is split within the time limit', () => {
    const text = JSON.stringify({ tokens: new Array(200_000).fill(1234) });
    expect(split(text.split(''))).toEqual({ found: [JSON.parse(text)] });
  });

  it('leaves names that mean something to JavaScript alone', () => {
    const [found] = split(['{"__proto__":{"tokens":[1]}}']).found as [object];
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });
});
