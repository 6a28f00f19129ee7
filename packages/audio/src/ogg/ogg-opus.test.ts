import { describe, expect, it } from 'vitest';
import { readOgg } from '../../test/ogg-reader.ts';
import { joinBytes } from '../join-bytes.ts';
import { OggOpus } from './ogg-opus.ts';
import { opusHead, opusTags } from './opus-headers.ts';

const PRE_SKIP = 312;
const HEAD = { preSkip: PRE_SKIP, inputRate: 24_000 };

const open = () => new OggOpus({ ...HEAD, serial: 9, vendor: 'test' });
const packets = (count: number) => Array.from({ length: count }, (_, i) => new Uint8Array(160).fill(i));
/** Samples that end in the middle of the last of so many packets. */
const within = (count: number) => count * 960 - PRE_SKIP - 480;

describe('OggOpus', () => {
  it('puts each header on a page of its own, in the same bytes as the first packet', () => {
    const { pages, packets: got } = readOgg(open().push(packets(1)));
    expect(got).toEqual([opusHead(HEAD), opusTags('test'), ...packets(1)]);
    expect(pages.map(({ first, granule, lacing }) => [first, granule, lacing.length])).toEqual([
      [true, 0n, 1],
      [false, 0n, 1],
      [false, 960n, 1],
    ]);
  });

  it('gives nothing for nothing, and the headers only once', () => {
    const ogg = open();
    expect(ogg.push([])).toHaveLength(0);
    const bytes = joinBytes([ogg.push(packets(1)), ogg.push([]), ogg.push(packets(1)), ogg.end(packets(1), within(3))]);
    const seen = readOgg(bytes);
    expect(seen.packets).toHaveLength(5);
    expect(seen.pages.map(({ serial, sequence }) => [serial, sequence])).toEqual([0, 1, 2, 3, 4].map((n) => [9, n]));
  });

  it.each([
    [1, [1]],
    [9, [9]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('sends %i packets at once, in pages of at most 200 ms', (count, sizes) => {
    const { pages } = readOgg(open().push(packets(count)));
    expect(pages.slice(2).map(({ lacing }) => lacing.length)).toEqual(sizes);
    expect(pages.at(-1)?.granule).toBe(BigInt(960 * count));
  });

  it('ends where the samples end, and says that it ends', () => {
    const ogg = open();
    const seen = readOgg(joinBytes([ogg.push(packets(3)), ogg.end(packets(2), within(5))]));
    expect(seen.pages.at(-1)).toMatchObject({ last: true, granule: BigInt(within(5) + PRE_SKIP) });
    expect(seen.pages.filter(({ last }) => last)).toHaveLength(1);
    expect(seen.packets.slice(2)).toEqual([...packets(3), ...packets(2)]);
  });

  it('has no end when it was left before', () => {
    expect(readOgg(open().push(packets(12))).pages.some(({ last }) => last)).toBe(false);
  });

  it('may be of one packet, or of no sample at all', () => {
    const none = readOgg(open().end(packets(1), 0));
    expect(none.pages.map(({ granule, last }) => [granule, last])).toEqual([
      [0n, false],
      [0n, false],
      [BigInt(PRE_SKIP), true],
    ]);
  });

  it.each([
    ['before', 2 * 960 - PRE_SKIP],
    ['behind', 3 * 960 - PRE_SKIP + 1],
    ['between two samples of', within(3) + 0.5],
  ])('refuses an end %s its last packet', (_, samples) => {
    const ogg = open();
    ogg.push(packets(1));
    expect(() => ogg.end(packets(2), samples)).toThrow(/within its last packet, from 1920 to 2880/);
  });

  it('refuses an end without a packet, and packets after the end', () => {
    const ogg = open();
    expect(() => ogg.end([], 0)).toThrow(RangeError);
    ogg.end(packets(1), 0);
    expect(() => ogg.push(packets(1))).toThrow(/has ended/);
  });
});
