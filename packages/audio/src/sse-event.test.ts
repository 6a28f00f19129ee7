import { describe, expect, it } from 'vitest';
import { sseComment, sseEvent } from './sse-event.ts';
import { SseParser } from './sse-parser.ts';

describe('sseEvent', () => {
  it('writes type and data', () => {
    expect(sseEvent({ event: 'speech.audio.delta', data: '{"a":1}' })).toBe(
      'event: speech.audio.delta\ndata: {"a":1}\n\n',
    );
    expect(sseEvent({ data: '' })).toBe('data: \n\n');
  });

  it.each(['a\nb', 'a\r\nb', 'a\rb'])('keeps the lines of %j within the event', (data) => {
    expect(sseEvent({ data })).toBe('data: a\ndata: b\n\n');
  });

  it.each(['', ' led by a space', '\n\n', 'event: fake\n\ndata: injected', ': comment'])('is read back: %j', (data) => {
    expect(new SseParser().push(sseEvent({ event: 'e', data }))).toEqual([{ event: 'e', data, id: '' }]);
  });

  it('refuses a type that would break out of its line', () => {
    for (const event of ['a\nb', 'a\r']) expect(() => sseEvent({ event, data: '' })).toThrow(RangeError);
  });
});

describe('sseComment', () => {
  it('is seen by no reader, whatever it holds', () => {
    expect(sseComment('waking a GPU')).toBe(': waking a GPU\n\n');
    expect(new SseParser().push(sseComment('a\ndata: b'))).toEqual([]);
  });
});
