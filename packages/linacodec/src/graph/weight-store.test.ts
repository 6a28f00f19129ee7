import { describe, expect, it } from 'vitest';
import { WeightStore } from './weight-store.ts';

/** A store, and all that it has written. */
function recorded() {
  const writes: { offset: number; bytes: Uint8Array }[] = [];
  return { writes, store: new WeightStore('all.weights', (bytes, offset) => writes.push({ offset, bytes })) };
}

describe('WeightStore', () => {
  it('begins every tensor at a page', () => {
    const { writes, store } = recorded();
    for (const size of [4, 4096, 4097, 0, 1]) store.add(new Uint8Array(size));
    expect(writes.map(({ offset }) => offset)).toEqual([0, 4096, 8192, 16_384, 16_384]);
  });

  it('says in words of ONNX where a tensor is', () => {
    const { store } = recorded();
    store.add(new Uint8Array(10));
    expect(store.add(new Uint8Array(20))).toEqual([
      { key: 'location', value: 'all.weights' },
      { key: 'offset', value: '4096' },
      { key: 'length', value: '20' },
    ]);
  });

  it('writes the bytes as they are', () => {
    const { writes, store } = recorded();
    store.add(Uint8Array.of(1, 2, 3));
    expect(writes).toEqual([{ offset: 0, bytes: Uint8Array.of(1, 2, 3) }]);
  });

  it('counts bytes up to the end of the last tensor', () => {
    const { store } = recorded();
    expect(store.size).toBe(0);
    store.add(new Uint8Array(10));
    expect(store.size).toBe(10);
    store.add(new Uint8Array(10));
    expect(store.size).toBe(4106);
  });

  it.each([
    [[], 0],
    [[64, 128, 0], 0],
    [[64, 68], 68],
    [[100, 68, 6400], 100],
    [[68, 100], 100],
  ])('finds among tensors of %j bytes %i as the largest that ends inside a cache line', (sizes, largest) => {
    const { store } = recorded();
    for (const size of sizes) store.add(new Uint8Array(size));
    expect(store.largestUneven).toBe(largest);
  });
});
