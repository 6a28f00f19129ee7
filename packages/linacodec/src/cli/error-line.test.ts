import { describe, expect, it } from 'vitest';
import { errorLine, errorStack } from './error-line.ts';

describe('errorLine', () => {
  it.each([
    ['a message', new Error('it broke'), 'it broke'],
    ['a message of several lines', new Error('it\n  broke\r\n'), 'it broke'],
    ['a message that would colour the terminal', new Error('\u001b[31mred\u009b0m\u0007'), '[31mred 0m'],
    ['what is no error', 'text', 'text'],
    [
      'a missing file',
      Object.assign(new Error('ENOENT: x'), { code: 'ENOENT', path: '/a b' }),
      '/a b: no such file or folder',
    ],
    ['a full disk', Object.assign(new Error('ENOSPC: x'), { code: 'ENOSPC' }), 'the disk is full'],
    ['an unknown code', Object.assign(new Error('EWHAT: x'), { code: 'EWHAT', path: '/a' }), 'EWHAT: x'],
    ['a code that objects know', Object.assign(new Error('x'), { code: 'toString' }), 'x'],
  ])('puts %s on one line', (_, error, line) => {
    expect(errorLine(error)).toBe(`linacodec: ${line}\n`);
  });

  it('cuts a message that has no end', () => {
    expect(errorLine(new Error('x'.repeat(10_000)))).toBe(`linacodec: ${'x'.repeat(600)}...\n`);
  });
});

describe('errorStack', () => {
  it('tells what is no error as it is', () => {
    expect(errorStack('text')).toBe('text\n');
  });

  it('goes from an error to its causes', () => {
    const stack = errorStack(new Error('a', { cause: new Error('b', { cause: 'c' }) }));
    expect(stack).toMatch(/^Error: a\n[\s\S]*\ncaused by: Error: b\n[\s\S]*\ncaused by: c\n$/);
  });
});
