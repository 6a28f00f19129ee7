import { describe, expect, it } from 'vitest';
import { ignoreRules } from './ignore-rules.ts';
import { execForm, readDockerfile, variablesOf } from './read-dockerfile.ts';

describe('readDockerfile', () => {
  it('joins continued lines, around comments', () => {
    const text = 'FROM a AS b\n# why\nRUN one \\\n    # in between\n    two\n\nFROM c\nCMD ["x"]\n';
    expect(readDockerfile(text)).toEqual([
      { base: 'a', name: 'b', instructions: [{ keyword: 'RUN', text: 'one  two' }] },
      { base: 'c', name: undefined, instructions: [{ keyword: 'CMD', text: '["x"]' }] },
    ]);
  });

  it.each(['RUN before', 'FROM a\nwhat is this', 'FROM a\nRUN'])('refuses %j', (text) => {
    expect(() => readDockerfile(text)).toThrow('no instruction that can stand here');
  });

  it('tells exec form from shell form', () => {
    expect([execForm('["a", "b"]'), execForm('a b'), execForm('[1]')]).toEqual([['a', 'b'], undefined, undefined]);
  });

  it('reads variables, and refuses those with quotes', () => {
    expect(variablesOf('A=1  B=/c/d')).toEqual({ A: '1', B: '/c/d' });
    expect(() => variablesOf('A="1 2"')).toThrow('without quotes');
  });
});

describe('ignoreRules', () => {
  const isIgnored = ignoreRules('# all out\n*\n!a\n!b.json\n**/test\n**/*.log\na/x?.ts\na/secret\n');

  it.each([
    ['z', true],
    ['z/deep', true],
    ['a/one.ts', false],
    ['b.json', false],
    ['bxjson', true],
    ['a/test/one.ts', true],
    ['a/deep/test/one.ts', true],
    ['a/testing.ts', false],
    ['a/deep/err.log', true],
    ['a/x1.ts', true],
    ['a/x12.ts', false],
    ['a/secret/key', true],
  ])('says of %s: ignored is %s', (path, ignored) => {
    expect(isIgnored(path)).toBe(ignored);
  });

  it('leaves nothing out where nothing is said', () => {
    expect(ignoreRules('\n# nothing\n')('a')).toBe(false);
  });
});
