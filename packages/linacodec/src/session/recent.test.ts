import { describe, expect, it } from 'vitest';
import { Recent } from './recent.ts';

describe('Recent', () => {
  it('gives back what was kept, and nothing else', () => {
    const recent = new Recent<string, number>(2);
    expect(recent.set('a', 1)).toBe(1);
    expect(recent.get('a')).toBe(1);
    expect(recent.get('b')).toBeUndefined();
  });

  it('keeps no more than its limit, and forgets what was used longest ago', () => {
    const recent = new Recent<string, number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.get('a');
    recent.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
    expect(recent.size).toBe(2);
  });

  it('keeps the newer value of a key, once', () => {
    const recent = new Recent<string, number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.set('a', 3);
    expect(recent.size).toBe(2);
    recent.set('c', 4);
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual([3, undefined, 4]);
  });

  it('keeps nothing with a limit of 0', () => {
    const recent = new Recent<string, number>(0);
    expect(recent.set('a', 1)).toBe(1);
    expect(recent.size).toBe(0);
  });
});
