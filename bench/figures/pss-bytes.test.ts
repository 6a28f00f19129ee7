import { describe, expect, it } from 'vitest';
import { pssBytes } from './pss-bytes.ts';

describe('the proportional set size', () => {
  it('is the line Pss, and none of the lines that begin alike', () => {
    const text = '5581d-7ffd [rollup]\nRss:    1436 kB\nPss_Anon:  9 kB\nPss:     391 kB\nPss_Dirty:    108 kB\n';
    expect(pssBytes(text)).toBe(391 * 1024);
  });

  it.each(['', 'Rss: 12 kB\n', 'Pss: many kB\n'])('is not there in %j', (text) => {
    expect(pssBytes(text)).toBeUndefined();
  });
});
