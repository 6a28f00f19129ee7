import { describe, expect, it } from 'vitest';
import { withLock } from './file-lock.ts';
import type { HubFiles } from './hub-files.ts';

const LOCK = '/cache/.locks/x.lock';
const never = new AbortController().signal;

/** The part of a machine that a lock uses, with a clock that runs only when it is told to. */
function createMachine() {
  const texts = new Map<string, string>();
  const sleepers: { until: number; wake: () => void }[] = [];
  let now = 0;
  let names = 0;
  const files: Partial<HubFiles> = {
    create: async (path, text) => !texts.has(path) && texts.set(path, text) !== undefined,
    readText: async (path) => texts.get(path),
    writeText: async (path, text) => void texts.set(path, text),
    remove: async (path) => void texts.delete(path),
    unique: () => `owner-${++names}`,
    sleep: (ms, signal) =>
      new Promise((wake) => {
        sleepers.push({ until: now + ms, wake });
        signal.addEventListener('abort', () => wake(), { once: true });
      }),
  };
  /** Lets everything run that needs no time. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const advance = async (seconds: number) => {
    for (let tick = 0; tick < seconds; tick++) {
      await settle();
      now += 1_000;
      for (const { until, wake } of sleepers) if (until <= now) wake();
    }
    await settle();
  };
  return { files: files as HubFiles, texts, settle, advance };
}

/** Work that goes on until it is told to end. */
function createWork() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let started = false;
  const work = () => {
    started = true;
    return promise;
  };
  return { work, end: resolve, started: () => started };
}

describe('a lock', () => {
  it('returns what the work returns, and is gone then', async () => {
    const { files, texts } = createMachine();
    expect(await withLock(files, LOCK, never, async () => [...texts.keys()])).toEqual([LOCK]);
    expect(texts.size).toBe(0);
  });

  it('is gone when the work fails', async () => {
    const { files, texts } = createMachine();
    await expect(withLock(files, LOCK, never, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(texts.size).toBe(0);
  });

  it('keeps the second out for as long as the first lives', async () => {
    const { files, advance } = createMachine();
    const [first, second] = [createWork(), createWork()];
    const done = [withLock(files, LOCK, never, first.work), withLock(files, LOCK, never, second.work)];
    await advance(600);
    expect([first.started(), second.started()]).toEqual([true, false]);
    first.end('1');
    await advance(1);
    expect(second.started()).toBe(true);
    second.end('2');
    expect(await Promise.all(done)).toEqual(['1', '2']);
  });

  it('is taken over from a holder that was killed, not before ten silent seconds', async () => {
    const { files, texts, advance } = createMachine();
    texts.set(LOCK, 'killed 7');
    const { work, end, started } = createWork();
    const done = withLock(files, LOCK, never, work);
    await advance(9);
    expect(started()).toBe(false);
    await advance(1);
    expect(started()).toBe(true);
    end('taken');
    expect(await done).toBe('taken');
  });

  it('lets a waiter go that is cancelled, and stays with its holder', async () => {
    const { files, texts, settle } = createMachine();
    texts.set(LOCK, 'other 1');
    const leave = new AbortController();
    const { work, started } = createWork();
    const outcome = expect(withLock(files, LOCK, leave.signal, work)).rejects.toMatchObject({ code: 'cancelled' });
    await settle();
    leave.abort();
    await outcome;
    expect(started()).toBe(false);
    expect(texts.get(LOCK)).toBe('other 1');
  });

  it('is left alone by a holder from whom it was taken', async () => {
    const { files, texts, advance } = createMachine();
    const { work, end } = createWork();
    const done = withLock(files, LOCK, never, work);
    await advance(1);
    texts.set(LOCK, 'other 0');
    await advance(10);
    end('late');
    await done;
    expect(texts.get(LOCK)).toBe('other 0');
  });

  it('does its work also where its beats cannot be written', async () => {
    const { files, advance } = createMachine();
    const { work, end } = createWork();
    const full = { ...files, writeText: () => Promise.reject(new Error('disk full')) };
    const done = withLock(full, LOCK, never, work);
    await advance(5);
    end('done');
    expect(await done).toBe('done');
  });
});
