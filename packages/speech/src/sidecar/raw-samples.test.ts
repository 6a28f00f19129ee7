import { floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../test/problem.ts';
import { collect, joined } from '../../test/samples.ts';
import { rawSamples } from './raw-samples.ts';

/** Every 16-bit value there is, as raw bytes. */
const ALL = Uint8Array.from({ length: 131_072 }, (_, i) => (i % 2 === 0 ? (i >> 1) & 0xff : (i >> 9) & 0xff));

/** A source that gives `bytes` in pieces of the sizes in turn. */
function pieces(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  let turn = 0;
  return async (): Promise<Uint8Array | undefined> => {
    if (at >= bytes.length) return undefined;
    const size = sizes[turn++ % sizes.length] ?? 1;
    at += size;
    return bytes.subarray(at - size, at);
  };
}

describe('rawSamples', () => {
  it.each([[[1]], [[2]], [[3]], [[131_072]], [[1, 0, 0, 7, 4_096]], [[65_535, 1, 65_536]]])(
    'keeps every 16-bit value to the bit, in pieces of %j bytes',
    async (sizes) => {
      const samples = joined(await collect(rawSamples(pieces(ALL, sizes))));
      expect(samples.length).toBe(65_536);
      expect(floatToInt16(samples)).toEqual(ALL);
    },
  );

  it('gives a block a piece, as it comes, and reads no further ahead', async () => {
    let reads = 0;
    const source = pieces(ALL, [4, 6, 2]);
    const audio = rawSamples(() => {
      reads += 1;
      return source();
    });
    expect([(await audio.next()).value?.length, reads]).toEqual([2, 1]);
    expect([(await audio.next()).value?.length, reads]).toEqual([3, 2]);
    await audio.return();
    expect(reads).toBe(2);
  });

  it('is nothing for nothing', async () => {
    expect(await collect(rawSamples(async () => undefined))).toEqual([]);
  });

  it.each([1, 3, 4_097])('refuses %i bytes, whose last one is half a sample, after the whole ones', async (length) => {
    const audio = rawSamples(pieces(ALL.subarray(0, length), [1_000]));
    let heard = 0;
    const problem = await problemOf(async () => {
      for await (const block of audio) heard += block.length;
    });
    expect([problem.code, heard]).toEqual(['upstream_bad_reply', (length - 1) / 2]);
  });
});
