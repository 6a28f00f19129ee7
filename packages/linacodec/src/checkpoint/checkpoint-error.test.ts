import { describe, expect, it } from 'vitest';
import { CheckpointError, quoted } from './checkpoint-error.ts';

describe('CheckpointError', () => {
  it('says in one sentence where, what and what instead', () => {
    const error = new CheckpointError({ file: 'config.yaml', found: 'dim 3', expected: 'an even one' });
    expect(error.message).toBe('config.yaml: found dim 3, expected an even one');
    expect(error).toMatchObject({ name: 'CheckpointError', code: 'bad_checkpoint', retryable: false });
    expect(error.tensor).toBeUndefined();
  });

  it('keeps what brought it about', () => {
    const cause = new SyntaxError('no');
    expect(new CheckpointError({ file: 'a', found: 'b', expected: 'c' }, { cause }).cause).toBe(cause);
  });

  it('shows a tensor by a plain name as it is, and quotes any other', () => {
    const message = (tensor: string) => new CheckpointError({ file: 'f', tensor, found: 'x', expected: 'y' }).message;
    expect(message('head.out.bias')).toBe('f, tensor head.out.bias: found x, expected y');
    expect(message('a\n\u001b[31m')).toBe('f, tensor "a\\n\\u001b[31m": found x, expected y');
    expect(message('n'.repeat(10_000)).length).toBeLessThan(200);
  });
});

describe('quoted', () => {
  it.each([
    ['a"b', '"a\\"b"'],
    [7, '7'],
    [undefined, 'undefined'],
    [[1, { a: null }], '[1,{"a":null}]'],
    ['x'.repeat(500), `"${'x'.repeat(119)}...`],
  ])('shows %j short and in one line', (value, text) => {
    expect(quoted(value)).toBe(text);
  });
});
