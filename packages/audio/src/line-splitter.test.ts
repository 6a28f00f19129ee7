import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../test/random.ts';
import { LineSplitter } from './line-splitter.ts';

describe('LineSplitter', () => {
  const text = 'one\ntwo\r\nthree\rfour\r\r\n\n\r\n\nlast';
  const lines = ['one', 'two', 'three', 'four', '', '', '', '', 'last'];

  it('ends lines at LF, CRLF and CR', () => {
    const splitter = new LineSplitter();
    expect([...splitter.push(text), splitter.flush()]).toEqual(lines);
  });

  it('gives the same lines however the text is cut', () => {
    for (let seed = 0; seed < 100; seed++) {
      const splitter = new LineSplitter();
      const cuts = randomCuts(seededRandom(seed), text.length, 1 + (seed % 6));
      const got = cuts.flatMap(([from, to]) => splitter.push(text.slice(from, to)));
      expect([...got, splitter.flush()], `seed ${seed}`).toEqual(lines);
    }
  });

  it('gives a line out at its CR without waiting for what follows', () => {
    const splitter = new LineSplitter();
    expect(splitter.push('a\r')).toEqual(['a']);
    expect(splitter.push('')).toEqual([]);
    expect(splitter.push('\n')).toEqual([]);
    expect(splitter.push('\n')).toEqual(['']);
  });

  it('has nothing left after flush', () => {
    const splitter = new LineSplitter();
    splitter.push('half\r');
    expect(splitter.flush()).toBe('');
    expect(splitter.push('\nnext')).toEqual(['']);
    expect(splitter.flush()).toBe('next');
    expect(splitter.flush()).toBe('');
  });

  it('bounds a line, in one piece and in many', () => {
    expect(new LineSplitter(5).push('12345\n12345')).toEqual(['12345']);
    expect(() => new LineSplitter(5).push('123456\n')).toThrow(expect.objectContaining({ code: 'too_large' }));
    const splitter = new LineSplitter(5);
    splitter.push('123');
    expect(() => splitter.push('456')).toThrow('longer than 5 characters');
  });
});
