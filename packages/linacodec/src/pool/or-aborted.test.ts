import { describe, expect, it } from 'vitest';
import { orAborted } from './or-aborted.ts';

const never = new Promise<never>(() => {});

describe('orAborted', () => {
  it('is the promise while nothing aborts', async () => {
    const { signal } = new AbortController();
    expect(await orAborted(Promise.resolve(1), undefined)).toBe(1);
    expect(await orAborted(Promise.resolve(2), signal)).toBe(2);
    await expect(orAborted(Promise.reject(new Error('own')), signal)).rejects.toThrow('own');
  });

  it("rejects with the signal's reason as soon as it aborts", async () => {
    const controller = new AbortController();
    const waiting = orAborted(never, controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });

  it('rejects when the signal had aborted before', async () => {
    await expect(orAborted(never, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  });

  it('leaves nobody to hear of what the promise does after that', async () => {
    const late = Promise.withResolvers<void>();
    const controller = new AbortController();
    const waiting = orAborted(late.promise, controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    // An unhandled rejection would fail this run.
    late.reject(new Error('unheard'));
    await new Promise(setImmediate);
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...parameters: Parameters<typeof add>) => {
      listeners++;
      add(...parameters);
    };
    signal.removeEventListener = (...parameters: Parameters<typeof remove>) => {
      listeners--;
      remove(...parameters);
    };
    await orAborted(Promise.resolve(), signal);
    await orAborted(Promise.reject(new Error('own')), signal).catch(() => {});
    expect(listeners).toBe(0);
  });
});
