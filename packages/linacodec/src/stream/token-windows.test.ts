import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../test/checkpoint/seeded-random.ts';
import { type TokenWindow, TokenWindows } from './token-windows.ts';
import type { WindowPlan } from './window-plan.ts';

/** Windows of 4, 6 and then 8 tokens, with 3 tokens before them and 2 after, 5 after all but the first. */
const PLAN: WindowPlan = {
  prenetBefore: 3,
  prenetAfter: (index) => (index === 0 ? 2 : 5),
  windowTokens: (index) => Math.min(4 + 2 * index, 8),
  mel: { before: 0, after: 0 },
  backbone: 0,
  upsampler: 0,
  scale: 1,
};
/** The last window takes at most a whole one and what could not be its context: 8 tokens, 5 after, 3 before, less 1. */
const LONGEST = 8 + 5 + 3 - 1;

const counted = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, n) => from + n);

function take(windows: TokenWindows): TokenWindow[] {
  const taken: TokenWindow[] = [];
  for (let window = windows.next(); window !== undefined; window = windows.next()) taken.push(window);
  return taken;
}

function windowsOf(total: number): TokenWindow[] {
  const windows = new TokenWindows(PLAN);
  windows.push(counted(0, total));
  windows.end();
  return take(windows);
}

describe('TokenWindows', () => {
  it.each([
    [0, []],
    [1, ['0-1!']],
    [4, ['0-4!']],
    [5, ['0-5!']],
    [6, ['0-4', '4-6!']],
    [14, ['0-4', '4-14!']],
    [15, ['0-4', '4-10', '10-15!']],
    [22, ['0-4', '4-10', '10-22!']],
    [23, ['0-4', '4-10', '10-18', '18-23!']],
    [31, ['0-4', '4-10', '10-18', '18-26', '26-31!']],
  ])('cuts %i tokens where their number says, the last window taking the rest', (total, expected) => {
    expect(windowsOf(total).map(({ from, to, final }) => `${from}-${to}${final ? '!' : ''}`)).toEqual(expected);
  });

  it('gives each window its context, as far as the stream has it', () => {
    expect(windowsOf(23).map(({ tokens, skip }) => ({ tokens: [...tokens], skip }))).toEqual([
      { tokens: [0, 1, 2, 3, 4, 5], skip: 0 },
      { tokens: [...counted(1, 15)], skip: 3 },
      { tokens: [...counted(7, 23)], skip: 3 },
      { tokens: [...counted(15, 23)], skip: 3 },
    ]);
  });

  it('covers every token once, in windows of bounded size, with one final window at the end', () => {
    for (let total = 1; total <= 120; total++) {
      const windows = windowsOf(total);
      const kept = windows.flatMap(({ tokens, skip, from, to }) => [...tokens.subarray(skip, skip + to - from)]);
      expect(kept).toEqual([...counted(0, total)]);
      expect(windows.filter(({ final }) => final)).toEqual([windows.at(-1)]);
      for (const { tokens, final } of windows) expect(tokens.length).toBeLessThanOrEqual(final ? LONGEST : LONGEST + 1);
    }
  });

  it('gives the same windows however the tokens arrive, and as soon as their context is there', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 60; round++) {
      const total = 1 + Math.floor(random() * 70);
      const windows = new TokenWindows(PLAN);
      const taken: TokenWindow[] = [];
      for (let at = 0; at < total; ) {
        const size = Math.min(Math.floor(random() * 6), total - at);
        windows.push(counted(at, at + size));
        at += size;
        taken.push(...take(windows));
        const decoded = taken.at(-1)?.to ?? 0;
        expect(at).toBeLessThan(decoded + PLAN.windowTokens(taken.length) + PLAN.prenetAfter(taken.length));
      }
      windows.end();
      taken.push(...take(windows));
      expect(taken).toEqual(windowsOf(total));
    }
  });

  it('has no window before there are tokens for it, and none after the final one', () => {
    const windows = new TokenWindows(PLAN);
    windows.push(counted(0, 5));
    expect(windows.next()).toBeUndefined();
    expect([windows.total, windows.ended]).toEqual([5, false]);
    windows.end();
    expect(windows.ended).toBe(true);
    expect(windows.next()?.final).toBe(true);
    expect(windows.next()).toBeUndefined();
    expect(windows.total).toBe(5);
  });

  it('keeps no view of what was pushed', () => {
    const windows = new TokenWindows(PLAN);
    const tokens = counted(0, 5);
    windows.push(tokens);
    tokens.fill(99);
    windows.end();
    expect(windows.next()?.tokens).toEqual(counted(0, 5));
  });
});
