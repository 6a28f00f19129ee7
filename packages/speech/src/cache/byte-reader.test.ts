import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';

/** A reader of pieces, and how often it asked for one. */
function readerOf(...pieces: number[][]) {
  const counted = { reads: 0 };
  const waiting = pieces.map((piece) => Uint8Array.from(piece));
  const bytes = new ByteReader(async () => {
    counted.reads += 1;
    return waiting.shift();
  });
  return { bytes, counted };
}

describe('ByteReader', () => {
  it.each([[[[1, 2, 3, 4, 5]]], [[[1], [2], [3], [4], [5]]], [[[], [1, 2, 3, 4], [], [5], []]]])(
    'gives the bytes asked for, however they come: %j',
    async (pieces) => {
      const { bytes } = readerOf(...pieces);
      expect(await bytes.take(2)).toEqual(Uint8Array.of(1, 2));
      expect(await bytes.atEnd()).toBe(false);
      expect(await bytes.take(0)).toEqual(new Uint8Array(0));
      expect(await bytes.take(3)).toEqual(Uint8Array.of(3, 4, 5));
      expect(await bytes.atEnd()).toBe(true);
    },
  );

  it('gives nothing when there is less than was asked for', async () => {
    const { bytes } = readerOf([1, 2, 3]);
    expect(await bytes.take(4)).toBeUndefined();
  });

  it('asks for no more than it needs', async () => {
    const { bytes, counted } = readerOf([1, 2], [3, 4]);
    await bytes.take(2);
    expect(counted.reads).toBe(1);
    await bytes.take(1);
    await bytes.take(1);
    expect(counted.reads).toBe(2);
  });

  it('hands on what reading throws', async () => {
    const bytes = new ByteReader(() => Promise.reject(new Error('broken')));
    await expect(bytes.take(1)).rejects.toThrow('broken');
  });
});
