import { describe, expect, it } from 'vitest';
import { UpstreamLine, type Waiter } from './upstream-line.ts';

const MINUTE = 60_000;

/** Lets everybody look who waits, in the order given, and says who got a place. */
function admitted(line: UpstreamLine, waiters: readonly Waiter[], atOnce: number, now = 0): boolean[] {
  return waiters.map((waiter) => {
    const turn = line.admits(waiter, atOnce, now);
    if (turn) line.admit(waiter, now);
    return turn;
  });
}

function joined(line: UpstreamLine, count: number): Waiter[] {
  return Array.from({ length: count }, () => line.join());
}

/** A line of which so many are at work, and what gives each place back. */
function busy(count: number, now = 0): { line: UpstreamLine; release: (() => void)[] } {
  const line = new UpstreamLine();
  return { line, release: joined(line, count).map((waiter) => line.admit(waiter, now).release) };
}

describe('a line at an upstream', () => {
  it('lets in as many as may be at work, in the order in which they came', () => {
    const line = new UpstreamLine();
    const [a, b, c] = joined(line, 3) as [Waiter, Waiter, Waiter];
    expect(admitted(line, [b, a, c], 2)).toEqual([false, true, false]);
    expect(admitted(line, [c, b, c], 2)).toEqual([false, true, false]);
  });

  it('has a place again once one is given back, and only one for each', () => {
    const { line, release } = busy(2);
    const waiters = joined(line, 2);
    release[0]?.();
    release[0]?.();
    expect(admitted(line, waiters, 2)).toEqual([true, false]);
  });

  it('wakes the first of those who wait', async () => {
    const { line, release } = busy(1);
    const [first] = joined(line, 2) as [Waiter];
    const woken = first.woken();
    release[0]?.();
    await expect(woken).resolves.toBeUndefined();
  });

  it('wakes the next one when the first is let in or leaves', async () => {
    const line = new UpstreamLine();
    const [a, b, c] = joined(line, 3) as [Waiter, Waiter, Waiter];
    const woken = [b.woken(), c.woken()];
    line.admit(a, 0);
    await woken[0];
    line.leave(b);
    await woken[1];
    expect(line.admits(c, 2, 0)).toBe(true);
  });

  it('passes over somebody who has not looked for long', () => {
    const line = new UpstreamLine();
    const [gone, next] = joined(line, 2) as [Waiter, Waiter];
    expect(line.admits(gone, 0, 0)).toBe(false);
    expect(line.admits(next, 1, 30_000)).toBe(false);
    expect(line.admits(next, 1, 30_001)).toBe(true);
  });

  it('takes the place back of a job that gives no sign of life any more', () => {
    const line = new UpstreamLine();
    const worker = line.admit(line.join(), 0);
    worker.renew(20_000);
    const waiter = line.join();
    expect(line.admits(waiter, 1, 50_000)).toBe(false);
    expect(line.admits(waiter, 1, 50_001)).toBe(true);
  });
});

describe('a line where memory ran out', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [4, 4, 3],
    [4, 2, 1],
  ])('with %i allowed and %i at work lets in %i', (atOnce, atWork, allowed) => {
    const { line } = busy(atWork);
    line.lower(atOnce, 0);
    expect(line.allowed(atOnce, 0)).toBe(allowed);
  });

  it('lets in one more each minute, up to what it was', () => {
    const { line } = busy(4);
    line.lower(4, 0);
    line.lower(4, 0);
    const over = [0, 59_999, MINUTE, 2 * MINUTE, 9 * MINUTE].map((now) => line.allowed(4, now));
    expect(over).toEqual([2, 2, 3, 4, 4]);
  });

  it('goes down further when it runs out again', () => {
    const { line } = busy(3);
    line.lower(3, 0);
    line.lower(3, MINUTE + 1);
    expect(line.allowed(3, MINUTE + 1)).toBe(2);
    expect(line.allowed(3, 2 * MINUTE)).toBe(2);
  });
});
