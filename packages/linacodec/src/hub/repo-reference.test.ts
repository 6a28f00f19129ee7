import { describe, expect, it } from 'vitest';
import { isCommit, parseRepo } from './repo-reference.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('a repository of the hub', () => {
  it.each([
    ['YatharthS/LinaCodec', 'YatharthS/LinaCodec', 'main'],
    ['a/b', 'a/b', 'main'],
    ['_a-1/b.c_d-e', '_a-1/b.c_d-e', 'main'],
    ['a/b@v1.0', 'a/b', 'v1.0'],
    ['a/b@refs/pr/1', 'a/b', 'refs/pr/1'],
    ['a/b@feature/long+name', 'a/b', 'feature/long+name'],
    [`a/b@${COMMIT}`, 'a/b', COMMIT],
  ])('is read from %s', (text, repo, revision) => {
    expect(parseRepo(text)).toEqual({ repo, revision });
  });

  it.each([
    ...['', ' ', '/', 'a', 'a/', '/b', 'a/b/c', '../x', 'x/..', './x', 'x/.', '/etc/passwd', 'C:/x', 'a\\b/c'],
    ...['a b/c', ' a/b', 'a/b ', 'a/b\n', 'a/b\0', 'a/é', 'a/b?c', 'a/b#c', 'a/%2e', 'https://huggingface.co/a/b'],
    ...['-a/b', 'a/-b', 'a/b-', '.a/b', 'a/b.', 'a/b--c', 'a--b/c', 'a/b..c', 'a/b.git', `a/${'b'.repeat(95)}`],
    ...['models/a', 'datasets/a', 'spaces/a', 'bucket/a'],
    ...['a/b@', '@main', 'a/b@c@d', 'a/b@..', 'a/b@../../x', 'a/b@c/../d', 'a/b@/c', 'a/b@c/', 'a/b@c//d', 'a/b@.c'],
    ...['a/b@-c', 'a/b@c d', 'a/b@c\\d', 'a/b@c:d', 'a/b@c.', 'a/b@c.lock', 'a/b@c\n', `a/b@${'c'.repeat(201)}`],
  ])('is not %j', (text) => {
    expect(parseRepo(text)).toBeUndefined();
  });

  it('is read from the longest text without delay', () => {
    expect(parseRepo(`a/${'-.'.repeat(500_000)}`)).toBeUndefined();
  });
});

describe('a commit', () => {
  it.each([
    [COMMIT, true],
    [COMMIT.slice(1), false],
    [COMMIT.toUpperCase(), false],
    [`${COMMIT}\n`, false],
    ['main', false],
  ])('%j: %s', (text, expected) => {
    expect(isCommit(text)).toBe(expected);
  });
});
