import { describe, expect, it } from 'vitest';
import { textTable } from './text-table.ts';

describe('textTable', () => {
  it.each([
    ['nothing', [], ''],
    [
      'columns as wide as their widest cell',
      [
        ['a', 'bb', 'c'],
        ['aaa', 'b', 'c'],
      ],
      'a    bb  c\naaa  b   c\n',
    ],
    ['rows of several lengths', [['a'], ['bb', 'c']], 'a\nbb  c\n'],
    [
      'an empty cell at the end',
      [
        ['a', ''],
        ['b', 'c'],
      ],
      'a\nb  c\n',
    ],
  ])('writes %s', (_, rows, text) => {
    expect(textTable(rows)).toBe(text);
  });
});
