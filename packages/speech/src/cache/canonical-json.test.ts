import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

describe('canonicalJson', () => {
  it('is the same in whatever order fields stand, at every depth', () => {
    const one = canonicalJson({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } });
    const other = canonicalJson({ b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 });
    expect(one).toBe(other);
    expect(one).toBe('{"a":1,"b":{"c":[1,{"d":2,"e":3}],"f":null}}');
  });

  it.each([
    ['a number and its text', 1, '1'],
    ['lists of another order', [1, 2], [2, 1]],
    ['a field and none', { a: null }, {}],
    ['a list and an object of the same content', ['a'], { 0: 'a' }],
    ['texts with different broken characters', '\ud800', '\udbff'],
    ['a field named like a prototype and none', JSON.parse('{"__proto__":1}'), {}],
  ])('tells %s apart', (_, one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});
