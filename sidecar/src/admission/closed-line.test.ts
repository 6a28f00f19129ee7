import { describe, expect, it } from 'vitest';
import { lineOf, stateOf } from '../../test/line.ts';
import { settle } from '../../test/settle.ts';
import type { WaitingLine } from './waiting-line.ts';

describe('a line that is closed', () => {
  /** Whether the line says that it is drained, by now. */
  const isDrained = async (line: WaitingLine) =>
    Promise.race([line.drained.then(() => true), settle().then(() => false)]);

  it('refuses whoever comes and whoever waits, and tells them to come back', async () => {
    const { line, enter } = lineOf();
    const first = enter();
    const waiters = [enter(), enter()];
    line.close();
    for (const waiter of waiters) {
      expect(await stateOf(waiter)).toMatchObject({ code: 'overloaded', retryAfterSeconds: expect.any(Number) });
    }
    expect(() => enter()).toThrow(/shutting down/);
    expect([line.closed, line.active, line.waiting]).toEqual([true, 1, 0]);
    expect(await stateOf(first)).toBe('begun');
  });

  it('is drained when the last of those at work leaves', async () => {
    const { line, enter } = lineOf(2);
    const tickets = [enter(), enter(), enter()];
    line.close();
    tickets[2]?.leave();
    tickets[0]?.leave();
    expect(await isDrained(line)).toBe(false);
    tickets[1]?.leave();
    expect(await isDrained(line)).toBe(true);
  });

  it('is drained at once when nobody is at work', async () => {
    const { line } = lineOf();
    expect(await isDrained(line)).toBe(false);
    line.close();
    expect(await isDrained(line)).toBe(true);
  });

  it('may be closed again', async () => {
    const { line, enter } = lineOf();
    const ticket = enter();
    line.close();
    line.close();
    expect(await isDrained(line)).toBe(false);
    ticket.leave();
    expect(await isDrained(line)).toBe(true);
  });

  it('leaves a turn that was handed over just before to whom it was given', async () => {
    const { line, enter } = lineOf();
    const first = enter();
    const second = enter();
    first.leave();
    line.close();
    expect(await stateOf(second)).toBe('begun');
    expect(await isDrained(line)).toBe(false);
    second.leave();
    expect(await isDrained(line)).toBe(true);
  });

  it('does not say that it is drained while it is open', async () => {
    const { line, enter } = lineOf();
    enter().leave();
    expect(await isDrained(line)).toBe(false);
  });
});
