import type { SpeechMessage } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { ChunkOrder } from './chunk-order.ts';

const chunk = (number: number | undefined, data = `data ${number}`, firstNumber: 0 | 1 = 1): SpeechMessage => ({
  kind: 'audio',
  number,
  firstNumber,
  data,
  format: undefined,
  more: true,
  sampleRate: undefined,
});

const tokens = (number: number | undefined, list: unknown, embedding: unknown = [0.5]): SpeechMessage => ({
  kind: 'tokens',
  number,
  firstNumber: 1,
  more: true,
  tokens: list,
  embedding,
  count: undefined,
});

/** Puts chunks in by number and returns the numbers in the order in which they come out. */
function order(numbers: (number | undefined)[], into = new ChunkOrder()): (number | undefined)[] {
  return numbers.flatMap((number) => {
    into.put(chunk(number));
    return into.take().map((out) => out.number);
  });
}

describe('ChunkOrder', () => {
  it('passes chunks in order straight on', () => {
    expect(order([1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('puts late chunks in their place', () => {
    expect(order([1, 3, 4, 2, 5])).toEqual([1, 2, 3, 4, 5]);
  });

  it('waits for chunk 1 even when others come first', () => {
    const into = new ChunkOrder();
    expect(order([2, 3], into)).toEqual([]);
    expect(into.missing).toBe(1);
    expect(order([1], into)).toEqual([1, 2, 3]);
    expect(into.missing).toBeUndefined();
  });

  it('counts from 0 when a 0 comes first', () => {
    expect(order([0, 1, 2])).toEqual([0, 1, 2]);
  });

  it('counts from 0 for shapes that do, so that a lost 0 is noticed', () => {
    const into = new ChunkOrder();
    into.put(chunk(1, 'b', 0));
    expect([into.take(), into.missing]).toEqual([[], 0]);
  });

  it('drops a chunk that the worker posted twice', () => {
    const into = new ChunkOrder();
    expect([into.put(chunk(1)), into.put(chunk(1))]).toEqual(['taken', 'duplicate']);
    expect(into.released).toBe(1);
  });

  it('tells a second run from a repeated post by the content', () => {
    const into = new ChunkOrder();
    order([1, 2], into);
    expect(into.put(chunk(1, 'another take'))).toBe('restarted');
  });

  it('counts from 0 when the 0 comes late, but in time', () => {
    const into = new ChunkOrder();
    for (const number of [1, 2, 0, 3]) into.put(chunk(number));
    expect(into.take().map((out) => out.number)).toEqual([0, 1, 2, 3]);
    expect(into.released).toBe(4);
  });

  it('takes a 0 after a 1 for a second run', () => {
    const into = new ChunkOrder();
    order([1], into);
    expect(into.put(chunk(0))).toBe('restarted');
  });

  it('passes chunks without numbers on as they come, equal ones too', () => {
    const into = new ChunkOrder();
    expect([into.put(chunk(undefined, 'x')), into.put(chunk(undefined, 'x'))]).toEqual(['taken', 'taken']);
    expect(into.take()).toHaveLength(2);
  });

  it('lets what stood behind a lost chunk out when it is skipped', () => {
    const into = new ChunkOrder();
    order([1, 3, 4, 6], into);
    expect(into.skip()).toBe(true);
    expect(into.take().map((out) => out.number)).toEqual([3, 4]);
    expect(into.missing).toBe(5);
  });

  it('has nothing to skip before the first number', () => {
    expect(new ChunkOrder().skip()).toBe(false);
  });

  it('says when so many chunks wait that one must be lost', () => {
    const into = new ChunkOrder();
    order(
      Array.from({ length: 255 }, (_, i) => i + 2),
      into,
    );
    expect(into.full).toBe(false);
    into.put(chunk(257));
    expect(into.full).toBe(true);
  });

  it('puts chunks of tokens in their place', () => {
    const into = new ChunkOrder();
    for (const number of [2, 1, 3]) into.put(tokens(number, [number]));
    expect(into.take()).toEqual([tokens(1, [1]), tokens(2, [2]), tokens(3, [3])]);
  });

  it.each([
    ['the same tokens', tokens(1, [1, 2], [0.5]), 'duplicate'],
    ['other tokens', tokens(1, [1, 3], [0.5]), 'restarted'],
    ['another embedding', tokens(1, [1, 2], [0.25]), 'restarted'],
    ['no tokens', tokens(1, undefined, [0.5]), 'restarted'],
  ])('tells a second run from a repeated post of tokens: %s', (_, again, placing) => {
    const into = new ChunkOrder();
    into.put(tokens(1, [1, 2], [0.5]));
    expect(into.put(again)).toBe(placing);
  });

  it('knows chunks of tokens without numbers by their content', () => {
    const into = new ChunkOrder();
    const made = [[1], [2], [3]].map((list) => tokens(undefined, list));
    for (const chunk of made.slice(0, 2)) into.put(chunk);
    expect(into.known(made)).toBe(2);
    expect(into.known(made.slice(0, 1))).toBeUndefined();
    expect(into.known([tokens(undefined, [1]), tokens(undefined, [9]), tokens(undefined, [3])])).toBeUndefined();
  });

  it('begins anew after a reset', () => {
    const into = new ChunkOrder();
    order([1, 2, 4], into);
    into.reset();
    expect(order([1, 2], into)).toEqual([1, 2]);
  });
});
