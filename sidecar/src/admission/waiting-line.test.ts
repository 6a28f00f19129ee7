import { getEventListeners } from 'node:events';
import type { Ticket } from '@voxlane/gateway';
import { describe, expect, it } from 'vitest';
import { lineOf, stateOf, WAIT_MS } from '../../test/line.ts';
import { settle } from '../../test/settle.ts';

describe('a line of streams', () => {
  it('gives a turn at once to as many as may speak', async () => {
    const { line, enter } = lineOf(2);
    expect(await stateOf(enter())).toBe('begun');
    expect(await stateOf(enter())).toBe('begun');
    expect(await stateOf(enter())).toBe('waiting');
    expect([line.active, line.waiting]).toEqual([2, 1]);
  });

  it('serves first who came first', async () => {
    const { line, enter } = lineOf(1, 3);
    const tickets = [enter(), enter(), enter(), enter()];
    for (const [at, ticket] of tickets.entries()) {
      expect(await Promise.all(tickets.slice(at).map(stateOf))).toEqual(
        tickets.slice(at).map((_, later) => (later === 0 ? 'begun' : 'waiting')),
      );
      ticket.leave();
    }
    expect([line.active, line.waiting]).toEqual([0, 0]);
  });

  it('refuses at once who finds it full, and says when to come back', () => {
    const { line, enter } = lineOf(1, 1);
    enter();
    enter();
    expect(() => enter()).toThrow(
      expect.objectContaining({ code: 'overloaded', status: 503, retryAfterSeconds: expect.any(Number) }),
    );
    expect([line.active, line.waiting]).toEqual([1, 1]);
  });

  it('may have no room for anyone to wait', () => {
    const { enter } = lineOf(1, 0);
    enter().leave();
    enter();
    expect(() => enter()).toThrow(/1 streams are speaking and 0 wait/);
  });

  it('takes a listener who has left already for what they are', () => {
    const { line, enter } = lineOf();
    expect(() => enter(AbortSignal.abort(new Error('gone')))).toThrow('gone');
    expect(line.active).toBe(0);
  });

  it('counts a ticket that is given back twice once', async () => {
    const { line, enter } = lineOf(2);
    const first = enter();
    enter();
    first.leave();
    first.leave();
    expect(line.active).toBe(1);
  });

  it('hands a place on once, whoever gives it back how often', async () => {
    const { line, enter } = lineOf(1, 3);
    const [first, second, third] = [enter(), enter(), enter()];
    first.leave();
    first.leave();
    expect(await stateOf(second)).toBe('begun');
    expect(await stateOf(third)).toBe('waiting');
    expect([line.active, line.waiting]).toEqual([1, 1]);
  });
});

describe('who waits', () => {
  it('frees the spot when the listener leaves, with the reason of that', async () => {
    const { clock, line, enter } = lineOf(1, 1);
    const listener = new AbortController();
    const first = enter();
    const waiter = enter(listener.signal);
    listener.abort(new Error('gone'));
    expect(await stateOf(waiter)).toMatchObject({ message: 'gone' });
    const next = enter();
    first.leave();
    expect(await stateOf(next)).toBe('begun');
    expect([line.active, line.waiting]).toEqual([1, 0]);
    waiter.leave();
    expect(line.active).toBe(1);
    expect(clock.sleepers).toBe(0);
  });

  it('frees the spot when the ticket is given back, and takes no place later', async () => {
    const { line, enter } = lineOf(1, 1);
    const first = enter();
    const waiter = enter();
    waiter.leave();
    waiter.leave();
    expect(line.waiting).toBe(0);
    expect(await stateOf(waiter)).toBeInstanceOf(Error);
    first.leave();
    expect(line.active).toBe(0);
  });

  it('is not waited for by anyone, and harms nobody by being refused', async () => {
    const { line, enter } = lineOf();
    enter();
    enter();
    line.close();
    // An unhandled rejection would fail the run.
    await settle();
    expect(line.waiting).toBe(0);
  });

  it('waits no longer than the limit', async () => {
    const { clock, line, enter } = lineOf();
    enter();
    const waiter = enter();
    clock.advance(WAIT_MS - 1);
    expect(await stateOf(waiter)).toBe('waiting');
    clock.advance(1);
    expect(await stateOf(waiter)).toMatchObject({
      code: 'overloaded',
      message: 'No place became free within 1000 ms (QUEUE_TIMEOUT_MS)',
      retryAfterSeconds: expect.any(Number),
    });
    expect(line.waiting).toBe(0);
  });

  it.each<[string, (ticket: Ticket, leave: () => void, clock: { advance(ms: number): void }) => void]>([
    ['it was their turn', (_ticket, leave) => leave()],
    ['they left', (ticket) => ticket.leave()],
    ['their time was over', (_ticket, _leave, clock) => clock.advance(WAIT_MS)],
  ])('leaves no timer and no listener behind when %s', async (_, end) => {
    const { clock, enter } = lineOf();
    const { signal } = new AbortController();
    const first = enter();
    const waiter = enter(signal);
    expect([clock.sleepers, getEventListeners(signal, 'abort').length]).toEqual([1, 1]);
    end(waiter, first.leave, clock);
    await stateOf(waiter);
    expect([clock.sleepers, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('is left alone by the time limit once it is their turn', async () => {
    const { clock, line, enter } = lineOf();
    enter().leave();
    const first = enter();
    const second = enter();
    first.leave();
    clock.advance(10 * WAIT_MS);
    expect(await stateOf(second)).toBe('begun');
    expect(line.active).toBe(1);
  });
});
