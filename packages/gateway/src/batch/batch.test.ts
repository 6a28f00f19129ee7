import { Problem } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { heldWork, turn } from '../../test/held-work.ts';
import { spokenItem } from '../../test/spoken-item.ts';
import { ClipMemory } from '../clip/clip-memory.ts';
import { Batch, type BatchOptions } from './batch.ts';
import type { ItemResult, SpokenItem } from './batch-item.ts';

const FAILED = new Problem('upstream_failed', 'The job failed');

/** A batch whose items a test ends by hand, and the results that came so far. */
function setting(options: Partial<BatchOptions> = {}) {
  const work = heldWork<SpokenItem>();
  const listener = new AbortController();
  const { signal } = listener;
  const batch = new Batch({ items: 4, atOnce: 2, order: 'asked', signal, speak: work.speak, ...options });
  const results: ItemResult[] = [];
  const reading = (async () => {
    for await (const result of batch.results()) results.push(result);
  })();
  reading.catch(() => undefined);
  const indexes = () => results.map(({ index }) => index);
  return { batch, work, listener, results, reading, indexes };
}

describe('a batch', () => {
  it('has no more items at work than it may, and begins the next when one ends', async () => {
    const { work } = setting();
    expect(work.begun).toEqual([0, 1]);
    await work.end(1, spokenItem());
    expect(work.begun).toEqual([0, 1, 2]);
    await work.end(2, spokenItem());
    await work.end(3, spokenItem());
    await work.end(0, spokenItem());
    expect(work.atWork).toEqual({ now: 0, most: 2 });
  });

  it('gives results in the order that was asked, each as soon as those before it are known', async () => {
    const { batch, work, indexes, reading } = setting();
    await work.end(1, spokenItem());
    expect(indexes()).toEqual([]);
    await work.end(0, spokenItem());
    expect(indexes()).toEqual([0, 1]);
    await work.end(3, spokenItem());
    await work.end(2, spokenItem());
    await reading;
    expect([indexes(), batch.counts]).toEqual([[0, 1, 2, 3], { completed: 4, failed: 0 }]);
  });

  it('gives them as they end where that is wanted', async () => {
    const { work, indexes, reading } = setting({ order: 'ended', atOnce: 6 });
    for (const index of [2, 0, 3]) await work.end(index, spokenItem());
    expect(indexes()).toEqual([2, 0, 3]);
    await work.end(1, spokenItem());
    await reading;
    expect(indexes()).toEqual([2, 0, 3, 1]);
  });

  it('tells of a failed item in its place, and goes on with the others', async () => {
    const told: number[] = [];
    const { batch, work, results, reading } = setting({ onResult: ({ index }) => told.push(index) });
    await work.end(0, FAILED);
    await work.end(1, new TypeError('not foreseen'));
    await work.end(2, spokenItem());
    await work.end(3, spokenItem());
    await reading;
    expect(results.map(({ outcome }) => (outcome instanceof Problem ? outcome.code : 'spoken'))).toEqual([
      'upstream_failed',
      'internal',
      'spoken',
      'spoken',
    ]);
    expect([batch.counts, told]).toEqual([{ completed: 2, failed: 2 }, [0, 1, 2, 3]]);
  });

  it('begins nothing more while much waits for an earlier item, and goes on when that is over', async () => {
    const { work, reading } = setting({ items: 5 });
    const large = () => spokenItem(new Uint8Array(17 * 1_048_576));
    await work.end(1, large());
    await work.end(2, large());
    expect(work.begun).toEqual([0, 1, 2]);
    await work.end(0, spokenItem());
    expect(work.begun).toEqual([0, 1, 2, 3, 4]);
    await work.end(3, spokenItem());
    await work.end(4, spokenItem());
    await reading;
  });

  it('begins nothing more while much waits for a client that does not read', async () => {
    const work = heldWork<SpokenItem>();
    const { signal } = new AbortController();
    const batch = new Batch({ items: 6, atOnce: 2, order: 'asked', signal, speak: work.speak });
    const results = batch.results();
    for (const index of [0, 1, 2]) await work.end(index, spokenItem(new Uint8Array(12 * 1_048_576)));
    expect(work.begun).toEqual([0, 1, 2, 3]);
    await work.end(3, spokenItem());
    expect(work.begun).toHaveLength(4);
    await results.next();
    expect(work.begun).toHaveLength(4);
    await results.next();
    expect(work.begun).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('begins nothing more and holds nothing once its listener has left', async () => {
    const memory = new ClipMemory();
    const { work, listener, indexes, reading } = setting();
    await work.end(1, spokenItem(new Uint8Array(1_000), memory));
    expect(memory.held).toBe(1_000);
    const left = new Problem('client_closed', 'The listener left');
    listener.abort(left);
    await expect(reading).rejects.toBe(left);
    await work.end(0, spokenItem(new Uint8Array(1_000), memory));
    await work.end(2, left);
    expect([work.begun, indexes(), memory.held]).toEqual([[0, 1, 2], [], 0]);
  });

  it('begins nothing at all for a listener who has left already', async () => {
    const { work, reading } = setting({ signal: AbortSignal.abort(new Error('left')) });
    await expect(reading).rejects.toThrow('left');
    await turn();
    expect(work.begun).toEqual([]);
  });

  it('lets go of what a result holds when the next one is asked for', async () => {
    const memory = new ClipMemory();
    const work = heldWork<SpokenItem>();
    const { signal } = new AbortController();
    const results = new Batch({ items: 1, atOnce: 1, order: 'asked', signal, speak: work.speak }).results();
    await work.end(0, spokenItem(new Uint8Array(10), memory));
    await results.next();
    expect(memory.held).toBe(10);
    expect([(await results.next()).done, memory.held]).toEqual([true, 0]);
  });
});
