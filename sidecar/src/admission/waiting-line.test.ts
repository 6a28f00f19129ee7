import { getEventListeners } from 'node:events';
import type { Ticket } from '@voxlane/gateway';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../packages/gateway/test/manual-clock.ts';
import { settle } from '../../test/settle.ts';
import { WaitingLine } from './waiting-line.ts';

const WAIT_MS = 1_000;

/** A line with its clock and a listener who stays. */
function setUp(maxStreams = 1, maxQueue = 2) {
  const clock = manualClock();
  const line = new WaitingLine({ maxStreams, maxQueue, waitMs: WAIT_MS }, clock);
  const { signal } = new AbortController();
  return { clock, line, enter: (left = signal) => line.enter(left), signal };
}

/** What has become of a turn by now. */
async function stateOf({ turn }: Ticket): Promise<unknown> {
  await settle();
  return Promise.race([
    turn.then(
      () => 'begun',
      (error: unknown) => error,
    ),
    settle().then(() => 'waiting'),
  ]);
}

describe('a line of streams', () => {
  it('gives a turn at once to as many as may speak', async () => {
    const { line, enter } = setUp(2);
    expect(await stateOf(enter())).toBe('begun');
    expect(await stateOf(enter())).toBe('begun');
    expect(await stateOf(enter())).toBe('waiting');
    expect([line.active, line.waiting]).toEqual([2, 1]);
  });

  it('serves first who came first', async () => {
    const { line, enter } = setUp(1, 3);
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
    const { line, enter } = setUp(1, 1);
    enter();
    enter();
    expect(() => enter()).toThrow(
      expect.objectContaining({ code: 'overloaded', status: 503, retryAfterSeconds: expect.any(Number) }),
    );
    expect([line.active, line.waiting]).toEqual([1, 1]);
  });

  it('may have no room for anyone to wait', () => {
    const { enter } = setUp(1, 0);
    enter().leave();
    enter();
    expect(() => enter()).toThrow(/1 streams are speaking and 0 wait/);
  });

  it('takes a listener who has left already for what they are', () => {
    const { line, enter } = setUp();
    expect(() => enter(AbortSignal.abort(new Error('gone')))).toThrow('gone');
    expect(line.active).toBe(0);
  });

  it('counts a ticket that is given back twice once', async () => {
    const { line, enter } = setUp(2);
    const first = enter();
    enter();
    first.leave();
    first.leave();
    expect(line.active).toBe(1);
  });

  it('hands a place on once, whoever gives it back how often', async () => {
    const { line, enter } = setUp(1, 3);
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
    const { clock, line, enter } = setUp(1, 1);
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
    const { line, enter } = setUp(1, 1);
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
    const { line, enter } = setUp();
    enter();
    enter();
    line.close();
    // An unhandled rejection would fail the run.
    await settle();
    expect(line.waiting).toBe(0);
  });

  it('waits no longer than the limit', async () => {
    const { clock, line, enter } = setUp();
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
    const { clock, enter } = setUp();
    const { signal } = new AbortController();
    const first = enter();
    const waiter = enter(signal);
    expect([clock.sleepers, getEventListeners(signal, 'abort').length]).toEqual([1, 1]);
    end(waiter, first.leave, clock);
    await stateOf(waiter);
    expect([clock.sleepers, getEventListeners(signal, 'abort').length]).toEqual([0, 0]);
  });

  it('is left alone by the time limit once it is their turn', async () => {
    const { clock, line, enter } = setUp();
    enter().leave();
    const first = enter();
    const second = enter();
    first.leave();
    clock.advance(10 * WAIT_MS);
    expect(await stateOf(second)).toBe('begun');
    expect(line.active).toBe(1);
  });
});

describe('a line that is closed', () => {
  /** Whether the line says that it is drained, by now. */
  const isDrained = async (line: WaitingLine) =>
    Promise.race([line.drained.then(() => true), settle().then(() => false)]);

  it('refuses whoever comes and whoever waits, and tells them to come back', async () => {
    const { line, enter } = setUp();
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
    const { line, enter } = setUp(2);
    const tickets = [enter(), enter(), enter()];
    line.close();
    tickets[2]?.leave();
    tickets[0]?.leave();
    expect(await isDrained(line)).toBe(false);
    tickets[1]?.leave();
    expect(await isDrained(line)).toBe(true);
  });

  it('is drained at once when nobody is at work', async () => {
    const { line } = setUp();
    expect(await isDrained(line)).toBe(false);
    line.close();
    expect(await isDrained(line)).toBe(true);
  });

  it('may be closed again', async () => {
    const { line, enter } = setUp();
    const ticket = enter();
    line.close();
    line.close();
    expect(await isDrained(line)).toBe(false);
    ticket.leave();
    expect(await isDrained(line)).toBe(true);
  });

  it('leaves a turn that was handed over just before to whom it was given', async () => {
    const { line, enter } = setUp();
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
    const { line, enter } = setUp();
    enter().leave();
    expect(await isDrained(line)).toBe(false);
  });
});
