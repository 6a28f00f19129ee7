import { describe, expect, it } from 'vitest';
import { parseServerTiming } from './server-timing.ts';

describe('parseServerTiming', () => {
  const cases: readonly (readonly [string, string | null, Record<string, number>])[] = [
    ['no header', null, {}],
    ['an empty one', '', {}],
    [
      'durations by name',
      'queue;dur=120, first-chunk;dur=350.5,decode;dur=0',
      { queue: 120, 'first-chunk': 350.5, decode: 0 },
    ],
    ['descriptions before and after', 'a;desc="x";dur=1, b;dur=2;desc=y', { a: 1, b: 2 }],
    ['blanks, quotes and letter case', ' a ; DUR = "7" ', { a: 7 }],
    ['an entry without a duration', 'cache, a;dur=1', { a: 1 }],
    ['the first of two by one name', 'a;dur=1, a;dur=2', { a: 1 }],
    ['names that are none', 'A;dur=1, __proto__;dur=2, ;dur=3, a b;dur=4, a_b;dur=5', {}],
    ['a name that objects have', 'constructor;dur=5', { constructor: 5 }],
    [
      'a name of 32 characters, but no longer one',
      `${'a'.repeat(32)};dur=1,${'b'.repeat(33)};dur=1`,
      { ['a'.repeat(32)]: 1 },
    ],
    [
      'numbers that are none',
      'a;dur=-1, b;dur=NaN, c;dur=Infinity, d;dur=1e3, e;dur=, f;dur=0x10, g;dur=1000000000',
      {},
    ],
    ['the longest duration', 'a;dur=999999999', { a: 999_999_999 }],
  ];

  it.each(cases)('reads %s', (_, header, durations) => {
    expect({ ...parseServerTiming(header) }).toEqual(durations);
  });

  it('reads at most 16 entries', () => {
    const header = Array.from({ length: 40 }, (_, i) => `m${i};dur=${i}`).join(',');
    expect(Object.keys(parseServerTiming(header))).toEqual(Array.from({ length: 16 }, (_, i) => `m${i}`));
  });

  it('looks at no more than the beginning of a huge header', () => {
    expect(parseServerTiming(`a;dur=1;${'x'.repeat(3_000)},b;dur=2`)).toEqual({ a: 1 });
  });
});
