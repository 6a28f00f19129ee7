import { describe, expect, it } from 'vitest';
import { JsonDocuments } from './json-documents.ts';

/** All documents of a text that comes in pieces of `size` UTF-16 units. */
function split(text: string, size = text.length): string[] {
  const documents = new JsonDocuments();
  const found: string[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...documents.push(text.slice(at, at + size)));
  return [...found, ...documents.flush()];
}

describe('JsonDocuments', () => {
  const texts: [string, string, string[]][] = [
    ['one a line', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['one a line, with CRLF and empty lines', '\r\n{"a":1}\r\n\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    ['no line end after the last', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['several on a line', '{"a":1}{"b":[2,{}]}[3] "four"5', ['{"a":1}', '{"b":[2,{}]}', '[3]', '"four"', '5']],
    ['one over several lines', '{\n  "a": [\n    1\n  ]\n}\n', ['{\n  "a": [\n    1\n  ]\n}']],
    ['brackets and quotes in strings', '{"a":"}{\\"]["}{"b":"\\\\"}', ['{"a":"}{\\"]["}', '{"b":"\\\\"}']],
    ['bare words', 'null\n12 true{"a":1}false[DONE]', ['null', '12', 'true', '{"a":1}', 'false', '[DONE]']],
    ['strings side by side', '"AAAA""BB"', ['"AAAA"', '"BB"']],
    ['nothing', '', []],
    ['white space', ' \n\t\r\n ', []],
    ['a document that is cut', '{"a":1}{"b":[', ['{"a":1}', '{"b":[']],
    ['a string that is cut', '{"a":"x\\', ['{"a":"x\\']],
    ['a string that is cut by a line end', '{"a":"x\n{"b":2}', ['{"a":"x\n', '{"b":2}']],
    ['closing brackets too many', '}{"a":1}]]', ['}', '{"a":1}', ']', ']']],
    ['something between them', '{"a":1},{"b":2}', ['{"a":1}', ',', '{"b":2}']],
  ];

  it.each(texts)('finds the documents of %s', (_, text, documents) => {
    for (let size = 1; size <= Math.max(1, text.length); size++) expect(split(text, size)).toEqual(documents);
  });

  it('gives a document as soon as it is whole', () => {
    const documents = new JsonDocuments();
    expect(documents.push('{"a":1}{"b"')).toEqual(['{"a":1}']);
    expect(documents.push(':2}')).toEqual(['{"b":2}']);
  });

  it('takes a document of the greatest length and none that is longer', () => {
    for (const text of ['{"a":"12345678"}', '"12345678901234"', '1234567890123456', '[[[[[[[[]]]]]]]]']) {
      const documents = new JsonDocuments(text.length);
      expect([...documents.push(text.slice(0, 9)), ...documents.push(`${text.slice(9)}\n`)]).toEqual([text]);
      const small = new JsonDocuments(text.length - 1);
      expect(() => [small.push(text.slice(0, 9)), small.push(`${text.slice(9)}\n`)]).toThrow(
        'a JSON document is longer than 15 characters',
      );
    }
  });

  it('does not count the white space between documents', () => {
    const documents = new JsonDocuments(8);
    for (let i = 0; i < 20; i++) expect(documents.push(' \n')).toEqual([]);
    expect(documents.push('{"a":1}')).toEqual(['{"a":1}']);
  });

  it('is ready for another text after the end of one', () => {
    const documents = new JsonDocuments();
    documents.push('{"a":"\\');
    documents.flush();
    expect([documents.push('"b"{}'), documents.flush()]).toEqual([['"b"', '{}'], []]);
  });
});
