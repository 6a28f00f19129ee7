import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../test/random.ts';
import { SseParser } from './sse-parser.ts';

const message = (data: string, event = 'message', id = '') => ({ event, data, id });

describe('SseParser', () => {
  it.each([
    ['a plain event', 'data: hello\n\n', [message('hello')]],
    ['CRLF', 'event: e\r\ndata: hello\r\n\r\n', [message('hello', 'e')]],
    ['CR', 'event: e\rdata: hello\r\r', [message('hello', 'e')]],
    ['a byte order mark', '\ufeffdata: a\n\n', [message('a')]],
    ['one mark only', '\ufeff\ufeffdata: a\n\n', []],
    ['several data lines', 'data: a\ndata:\ndata: b\n\n', [message('a\n\nb')]],
    ['one space after the colon, no more', 'data:a\n\ndata:  b\n\n', [message('a'), message(' b')]],
    ['a colon in the value', 'data: a: b\n\n', [message('a: b')]],
    ['a field without a colon', 'data\n\n', [message('')]],
    ['comments and unknown fields', ': ping\nretry: 3\nfoo: bar\nDATA: x\ndata: a\n\n', [message('a')]],
    ['an event without data', 'event: e\n\ndata: a\n\n', [message('a')]],
    [
      'the last id',
      'id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n',
      [message('a', 'message', '7'), message('b', 'message', '7'), message('c')],
    ],
    ['an id with NUL', 'id: 1\0\ndata: a\n\n', [message('a')]],
    ['no event before the blank line', 'data: a\n', []],
    ['nothing', '', []],
  ])('reads %s', (_name, text, events) => {
    expect(new SseParser().push(text)).toEqual(events);
  });

  it('gives the same events however the text is cut', () => {
    const text = '\ufeff: hi\r\nevent: one\r\ndata: a\r\ndata: b\r\n\r\nid: 4\rdata: c\r\rdata: d\n\n';
    const expected = [message('a\nb', 'one'), message('c', 'message', '4'), message('d', 'message', '4')];
    for (let seed = 0; seed < 100; seed++) {
      const parser = new SseParser();
      const cuts = randomCuts(seededRandom(seed), text.length, 1 + (seed % 7));
      expect(
        cuts.flatMap(([from, to]) => parser.push(text.slice(from, to))),
        `seed ${seed}`,
      ).toEqual(expected);
      expect(parser.flush()).toBe(false);
    }
  });

  it.each(['data: a\n', 'data: a', 'dat'])('says that %j was cut, and begins anew', (text) => {
    const parser = new SseParser();
    parser.push(`id: 1\n${text}`);
    expect(parser.flush()).toBe(true);
    expect(parser.push('\ufeffdata: b\n\n')).toEqual([message('b')]);
    expect(parser.flush()).toBe(false);
  });

  it('bounds an event, as one line, as many, and as many empty ones', () => {
    expect(new SseParser(8).push('data: 12\n\ndata:12\ndata:45\n\n')).toEqual([message('12'), message('12\n45')]);
    for (const text of ['data: 123456', 'data:123\ndata:456\ndata:7\n', 'data\n'.repeat(10)]) {
      expect(() => new SseParser(8).push(text)).toThrow(expect.objectContaining({ code: 'too_large' }));
    }
  });
});
