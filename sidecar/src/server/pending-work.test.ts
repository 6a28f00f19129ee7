import { describe, expect, it } from 'vitest';
import { settle } from '../../test/settle.ts';
import { PendingWork } from './pending-work.ts';

describe('work that outlives its response', () => {
  it('is waited for, also when it is added meanwhile', async () => {
    const pending = new PendingWork();
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let settled = false;
    pending.add(first.promise.then(() => pending.add(second.promise)));
    const all = pending.settled().then(() => {
      settled = true;
    });
    first.resolve();
    await settle();
    expect([settled, pending.size]).toEqual([false, 1]);
    second.resolve();
    await all;
    expect(pending.size).toBe(0);
  });

  it('may fail', async () => {
    const pending = new PendingWork();
    pending.add(Promise.reject(new Error('it failed')));
    await pending.settled();
    await settle();
    expect(pending.size).toBe(0);
  });

  it('need not be there', async () => {
    await new PendingWork().settled();
  });
});
