import { describe, expect, it } from 'vitest';
import { duplicateKey } from './duplicate-key.ts';

describe('duplicateKey', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1},"c":{"b":1,"x":[{}],"b" : 2}}', 'b'],
    ['{"a\\"b":1,"a\\u0022b":2}', 'a"b'],
    ['{"":1,"":1}', ''],
    ['[{"a":1},{"a":1,"a":1}]', 'a'],
  ])('finds it in %s', (json, key) => {
    expect(duplicateKey(json)).toBe(key);
  });

  it.each(['{}', '{"a":{"a":"a"},"b":["a","a"]}', '{"a":"\\"a\\":1","b":"{\\"a\\":","c":"}"}', '"a"', '[]'])(
    'finds none in %s',
    (json) => {
      expect(duplicateKey(json)).toBeUndefined();
    },
  );
});
