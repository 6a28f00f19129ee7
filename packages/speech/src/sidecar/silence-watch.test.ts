import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { settle } from '../../test/event-loop.ts';
import { manualClock } from '../../test/manual-clock.ts';
import { whileAlive } from './silence-watch.ts';

const GONE = new Problem('sidecar_unreachable', 'gone');

/** A wait for work that ends by hand, and how often the other side was asked. */
function watched(answers: readonly (boolean | Promise<boolean> | Error)[] = []) {
  const clock = manualClock();
  const work = Promise.withResolvers<string>();
  const listener = new AbortController();
  const asks: AbortSignal[] = [];
  const isAlive = async (signal: AbortSignal) => {
    const answer = answers[asks.length] ?? true;
    asks.push(signal);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const silence = { ms: 1_000, isAlive, gone: () => GONE };
  const wait = () => whileAlive(() => work.promise, silence, clock, listener.signal);
  const waiting = wait();
  const outcome = waiting.catch((error: unknown) => error);
  return { clock, work, listener, asks, outcome, wait };
}

describe('whileAlive', () => {
  it('asks nobody when the work is done in time', async () => {
    const { clock, work, asks, outcome } = watched();
    await clock.advance(999);
    work.resolve('done');
    expect([await outcome, asks.length, clock.sleepers()]).toEqual(['done', 0, 0]);
  });

  it('waits on, however long, for one that lives, and asks after each silence', async () => {
    const { clock, work, asks, outcome } = watched();
    await clock.advance(60_500);
    expect([asks.length, clock.sleepers()]).toEqual([60, 1]);
    work.resolve('at last');
    expect([await outcome, clock.sleepers()]).toEqual(['at last', 0]);
  });

  it('gives up on one that does not live', async () => {
    const { clock, asks, outcome } = watched([true, true, false]);
    await clock.advance(3_000);
    expect([await outcome, asks.length, clock.sleepers()]).toEqual([GONE, 3, 0]);
  });

  it('begins the next silence when the answer is there', async () => {
    const answer = Promise.withResolvers<boolean>();
    const { clock, asks } = watched([answer.promise]);
    await clock.advance(5_000);
    expect([asks.length, clock.sleepers()]).toEqual([1, 0]);
    answer.resolve(true);
    await clock.advance(999);
    expect(asks.length).toBe(1);
    await clock.advance(1);
    expect(asks.length).toBe(2);
  });

  it('ends a question that is under way when the work is done', async () => {
    const { clock, work, asks, outcome } = watched([new Promise(() => undefined)]);
    await clock.advance(1_000);
    work.resolve('done');
    expect([await outcome, asks[0]?.aborted]).toEqual(['done', true]);
  });

  it('throws what the work throws', async () => {
    const { clock, work, outcome } = watched();
    const error = new Error('broken');
    work.reject(error);
    expect([await outcome, clock.sleepers()]).toEqual([error, 0]);
  });

  it.each([
    ['in a silence', 500],
    ['while it asks', 1_500],
  ])('ends with the reason of the abort %s', async (_, ms) => {
    const { clock, listener, outcome } = watched([new Promise(() => undefined)]);
    await clock.advance(ms);
    listener.abort('left');
    expect([await outcome, clock.sleepers()]).toEqual(['left', 0]);
  });

  it('tells the reason of the abort rather than the error that it causes in the work', async () => {
    const listener = new AbortController();
    // Work that began earlier hears of the abort first.
    const work = new Promise<never>((_, reject) => {
      listener.signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    const silence = { ms: 1_000, isAlive: async () => true, gone: () => GONE };
    const waiting = whileAlive(() => work, silence, manualClock(), listener.signal);
    listener.abort('left');
    await expect(waiting).rejects.toBe('left');
  });

  it('does not begin under a signal that has aborted', async () => {
    const { clock, work, listener, outcome, wait } = watched();
    work.resolve('done');
    await outcome;
    listener.abort('left');
    await expect(wait()).rejects.toBe('left');
    await settle();
    expect(clock.sleepers()).toBe(0);
  });
});
