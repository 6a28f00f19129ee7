import { describe, expect, it } from 'vitest';
import { settle } from '../test/event-loop.ts';
import { FakeSource, type SourceStep } from '../test/fake-source.ts';
import { level } from '../test/samples.ts';
import { readAhead } from './read-ahead.ts';

const LEFT = new Error('the listener left');
const BROKEN = new Error('the source broke');

/** A source of `steps` under a reader that keeps `maxSamples`. */
function reading(steps: readonly SourceStep[], maxSamples = 100) {
  const source = new FakeSource(steps);
  const listener = new AbortController();
  const ahead = readAhead(source.open, () => maxSamples, listener.signal);
  return { source, listener, ahead };
}

const blocks = (count: number, length = 10) => Array.from({ length: count }, (_, i) => level(i, length));

describe('readAhead', () => {
  it('opens the source at once, before anyone asks', () => {
    const { source } = reading(['wait']);
    expect(source.opened).toBe(1);
  });

  it('hands out every block in order, then the end, again and again', async () => {
    const { ahead, source } = reading(blocks(30));
    for (let i = 0; i < 30; i++) expect((await ahead.next())?.[0]).toBe(i);
    expect(await ahead.next()).toBeUndefined();
    expect(await ahead.next()).toBeUndefined();
    expect(source.closed).toBe(1);
  });

  it('stops reading when it holds enough', async () => {
    const { source } = reading(blocks(50), 100);
    await settle();
    expect(source.given).toBe(10);
  });

  it('reads on as far as blocks are taken', async () => {
    const { source, ahead } = reading(blocks(50), 100);
    for (const taken of [1, 2, 3]) {
      await settle();
      await ahead.next();
      await settle();
      expect(source.given).toBe(10 + taken);
    }
  });

  it('takes a block that is larger than the limit whole, and nothing beside it', async () => {
    const { source, ahead } = reading(blocks(3, 1_000), 100);
    await settle();
    expect(source.given).toBe(1);
    expect((await ahead.next())?.length).toBe(1_000);
    await settle();
    expect(source.given).toBe(2);
  });

  it('passes empty blocks on without counting them', async () => {
    const { ahead } = reading([new Float32Array(0), level(1, 5)], 1);
    expect((await ahead.next())?.length).toBe(0);
    expect((await ahead.next())?.length).toBe(5);
  });

  it('throws what the source threw, after all blocks before it', async () => {
    const { ahead, source } = reading([...blocks(2), BROKEN]);
    await settle();
    expect((await ahead.next())?.[0]).toBe(0);
    expect((await ahead.next())?.[0]).toBe(1);
    await expect(ahead.next()).rejects.toBe(BROKEN);
    await expect(ahead.next()).rejects.toBe(BROKEN);
    expect(source.closed).toBe(1);
  });

  it('wakes who waits for a block when the source breaks', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const { ahead } = reading([promise]);
    const asked = ahead.next();
    reject(BROKEN);
    await expect(asked).rejects.toBe(BROKEN);
  });

  const states: readonly (readonly [string, readonly SourceStep[], number])[] = [
    ['the source works', ['wait'], 100],
    ['it is full', blocks(50), 100],
    ['it is full and the next step would fail', [...blocks(10), BROKEN], 100],
  ];

  describe.each(states)('while %s', (_, steps, maxSamples) => {
    it('is stopped, and resolves when the source has let go', async () => {
      const { ahead, source } = reading(steps, maxSamples);
      await settle();
      await ahead.stop(LEFT);
      expect(source.closed).toBe(1);
      await expect(ahead.next()).rejects.toBe(LEFT);
    });

    it('ends the source when the signal aborts, though nobody asks for anything', async () => {
      const { listener, source } = reading(steps, maxSamples);
      await settle();
      const given = source.given;
      listener.abort(LEFT);
      await settle();
      expect([source.closed, source.given]).toEqual([1, given]);
    });
  });

  it('throws the reason of an abort to who waits for a block', async () => {
    const { ahead, listener } = reading(['wait']);
    const asked = ahead.next();
    listener.abort(LEFT);
    await expect(asked).rejects.toBe(LEFT);
  });

  it('does not open the source at all when the signal has aborted before', async () => {
    const source = new FakeSource(blocks(1));
    const ahead = readAhead(source.open, () => 100, AbortSignal.abort(LEFT));
    await expect(ahead.next()).rejects.toBe(LEFT);
    expect(source.opened).toBe(0);
  });

  it('can be stopped after its end, and twice', async () => {
    const { ahead, source } = reading(blocks(1));
    await settle();
    await ahead.stop(LEFT);
    await ahead.stop(LEFT);
    expect(source.closed).toBe(1);
  });
});
