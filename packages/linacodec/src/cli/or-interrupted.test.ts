import { describe, expect, it } from 'vitest';
import { orInterrupted, untilInterrupted } from './or-interrupted.ts';

const never = new Promise<never>(() => {});

describe('orInterrupted', () => {
  it('gives what the work gives', async () => {
    const { signal } = new AbortController();
    expect(await orInterrupted(Promise.resolve(5), signal)).toBe(5);
    await expect(orInterrupted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('does not wait on after an interruption', async () => {
    const control = new AbortController();
    const waiting = orInterrupted(never, control.signal);
    control.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
    await expect(orInterrupted(never, control.signal)).rejects.toThrow('stop');
  });
});

describe('untilInterrupted', () => {
  /** Gives 1, 2, 3; says when it was closed. */
  function source() {
    const state = { closed: false };
    async function* numbers() {
      try {
        yield* [1, 2, 3];
      } finally {
        state.closed = true;
      }
    }
    return { state, numbers: numbers() };
  }

  it('gives all that the source gives', async () => {
    const { numbers } = source();
    expect(await Array.fromAsync(untilInterrupted(numbers, new AbortController().signal))).toEqual([1, 2, 3]);
  });

  it('passes the failure of the source on', async () => {
    const broken = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('broken')) }) };
    await expect(Array.fromAsync(untilInterrupted(broken, new AbortController().signal))).rejects.toThrow('broken');
  });

  it('closes the source when the reader has had enough', async () => {
    const { state, numbers } = source();
    for await (const number of untilInterrupted(numbers, new AbortController().signal)) if (number === 2) break;
    expect(state.closed).toBe(true);
  });

  it('closes the source after an interruption', async () => {
    const { state, numbers } = source();
    const control = new AbortController();
    const read: number[] = [];
    const reading = (async () => {
      for await (const number of untilInterrupted(numbers, control.signal)) {
        read.push(number);
        control.abort(new Error('stop'));
      }
    })();
    await expect(reading).rejects.toThrow('stop');
    expect(read).toEqual([1]);
    expect(state.closed).toBe(true);
  });

  it('leaves a source that gives nothing', async () => {
    const control = new AbortController();
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => never, return: () => never }) };
    const reading = Array.fromAsync(untilInterrupted(silent, control.signal));
    control.abort(new Error('stop'));
    await expect(reading).rejects.toThrow('stop');
  });
});
