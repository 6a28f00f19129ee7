import { describe, expect, it } from 'vitest';
import { JitterTarget, MAX_TARGET_MS } from './jitter-target.ts';

describe('JitterTarget', () => {
  it('grows by half with every underrun, up to two seconds', () => {
    const target = new JitterTarget(150);
    const seen = Array.from({ length: 8 }, () => {
      target.underrun();
      return target.ms;
    });
    expect(seen.slice(0, 2)).toEqual([225, 337.5]);
    expect(seen.at(-1)).toBe(MAX_TARGET_MS);
  });

  it('sinks by a tenth for every ten seconds without one, not below its start', () => {
    const target = new JitterTarget(200);
    target.underrun();
    target.played(9_999);
    expect(target.ms).toBe(300);
    target.played(1);
    expect(target.ms).toBe(270);
    target.played(1_000_000);
    expect(target.ms).toBe(200);
  });

  it('begins to count anew after an underrun', () => {
    const target = new JitterTarget(200);
    target.played(9_999);
    target.underrun();
    target.played(9_999);
    expect(target.ms).toBe(300);
  });
});
