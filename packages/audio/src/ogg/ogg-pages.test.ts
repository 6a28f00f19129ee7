import { describe, expect, it } from 'vitest';
import { readOgg } from '../../test/ogg-reader.ts';
import { seededRandom } from '../../test/random.ts';
import { joinBytes } from '../join-bytes.ts';
import { OggPages } from './ogg-pages.ts';

/** Payload of a page that is full: 255 segments of 255 bytes. */
const FULL_PAGE_BYTES = 65_025;

function packet(length: number, seed = length): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Uint8Array.from({ length }, () => 256 * random());
}

/** Each packet's granule is its number, counted from 1. */
function write(packets: readonly Uint8Array[], flushAfter: (index: number) => boolean = () => false) {
  const pages = new OggPages({ serial: 7 });
  const parts = packets.flatMap((bytes, i) => {
    const full = pages.push(bytes, i + 1);
    return flushAfter(i) ? [full, pages.flushPage()] : [full];
  });
  return joinBytes([...parts, pages.end()]);
}

describe('OggPages', () => {
  it('writes a small page byte by byte as the format says', () => {
    const pages = new OggPages({ serial: 0x0102_0304 });
    pages.push(Uint8Array.of(0xaa, 0xbb), 0x1_0000_0005);
    const page = pages.end();
    const expected = [
      ...[0x4f, 0x67, 0x67, 0x53, 0, 0b110],
      ...[5, 0, 0, 0, 1, 0, 0, 0],
      ...[4, 3, 2, 1],
      ...[0, 0, 0, 0],
    ];
    expect([...page.subarray(0, 22)]).toEqual(expected);
    expect([...page.subarray(26)]).toEqual([1, 2, 0xaa, 0xbb]);
    expect(readOgg(page).packets).toEqual([Uint8Array.of(0xaa, 0xbb)]);
  });

  it.each([
    [0, [0]],
    [1, [1]],
    [254, [254]],
    [255, [255, 0]],
    [256, [255, 1]],
    [510, [255, 255, 0]],
  ])('laces a packet of %i bytes as %j', (length, lacing) => {
    const seen = readOgg(write([packet(length)]));
    expect(seen.pages.map((page) => page.lacing)).toEqual([lacing]);
    expect(seen.packets).toEqual([packet(length)]);
  });

  it.each([
    [FULL_PAGE_BYTES - 1, [1n, 1n], [false, false]],
    [FULL_PAGE_BYTES, [-1n, 1n], [false, true]],
    [FULL_PAGE_BYTES + 300, [-1n, 1n], [false, true]],
    [2 * FULL_PAGE_BYTES + 5, [-1n, -1n, 1n], [false, true, true]],
  ])('continues a packet of %i bytes over pages', (length, granules, continued) => {
    const seen = readOgg(write([packet(length)]));
    expect(seen.pages.map((page) => page.granule)).toEqual(granules);
    expect(seen.pages.map((page) => page.continued)).toEqual(continued);
    expect(seen.packets).toEqual([packet(length)]);
  });

  it('gives a page the granule of the last packet that ends on it, not of the one that goes on', () => {
    const seen = readOgg(write([packet(10), packet(FULL_PAGE_BYTES)]));
    expect(seen.pages.map((page) => [page.granule, page.lacing.length])).toEqual([
      [1n, 255],
      [2n, 2],
    ]);
  });

  it('gives a page on which no packet ends no granule, whatever the page before had', () => {
    const seen = readOgg(write([packet(10), packet(2 * FULL_PAGE_BYTES)]));
    expect(seen.pages.map((page) => page.granule)).toEqual([1n, -1n, 2n]);
  });

  it('sends a page by itself when its 255 segments are there', () => {
    const pages = new OggPages({ serial: 7 });
    for (let i = 0; i < 254; i++) expect(pages.push(packet(3), i)).toHaveLength(0);
    const page = pages.push(packet(3), 254);
    expect(readOgg(page).packets).toHaveLength(255);
    expect(pages.flushPage()).toHaveLength(0);
  });

  it('flushes what waits, and nothing when nothing waits', () => {
    const pages = new OggPages({ serial: 7 });
    expect(pages.flushPage()).toHaveLength(0);
    pages.push(packet(20), 960);
    const page = pages.flushPage();
    expect(readOgg(page)).toMatchObject({
      pages: [{ first: true, last: false, granule: 960n }],
      packets: [packet(20)],
    });
    expect(pages.flushPage()).toHaveLength(0);
  });

  it('ends with a page without packets when all have left', () => {
    const { pages } = readOgg(write([packet(5), packet(6)], () => true));
    expect(pages.map((page) => [page.sequence, page.first, page.last, page.granule, page.lacing.length])).toEqual([
      [0, true, false, 1n, 1],
      [1, false, false, 2n, 1],
      [2, false, true, 2n, 0],
    ]);
  });

  it('gives random packets back whatever their sizes and wherever pages are flushed', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const longest = [40, 700, 5_000, 90_000][seed % 4] as number;
      const packets = Array.from({ length: 1 + Math.floor(8 * random()) }, () =>
        packet(Math.floor(longest * random())),
      );
      const { pages, packets: got } = readOgg(write(packets, () => random() < 0.4));
      expect(got, `seed ${seed}`).toEqual(packets);
      expect(pages.map((page) => [page.sequence, page.serial, page.first, page.last])).toEqual(
        pages.map((_, i) => [i, 7, i === 0, i === pages.length - 1]),
      );
      expect(pages.at(-1)?.granule).toBe(BigInt(packets.length));
    }
  });

  it('gives nothing for a stream without packets', () => {
    expect(new OggPages({ serial: 7 }).end()).toHaveLength(0);
  });

  it('takes nothing after its end, which it gives once', () => {
    const pages = new OggPages({ serial: 7 });
    pages.push(packet(1), 1);
    expect(pages.end()).not.toHaveLength(0);
    expect(pages.end()).toHaveLength(0);
    expect(() => pages.push(packet(1), 2)).toThrow(/has ended/);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the serial %d', (serial) => {
    expect(() => new OggPages({ serial })).toThrow(RangeError);
  });

  it.each([-1, 9, 10.5, Number.NaN, 2 ** 53])('refuses the granule %d after 10', (granule) => {
    const pages = new OggPages({ serial: 0 });
    pages.push(packet(1), 10);
    expect(() => pages.push(packet(1), granule)).toThrow(/not below 10/);
    expect(readOgg(pages.end()).packets).toHaveLength(1);
  });
});
