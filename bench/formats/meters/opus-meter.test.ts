import { OggPages } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { OpusMeter } from './opus-meter.ts';
import { soundSeconds } from './sound-meter.ts';

const PRE_SKIP = 312;
const PACKET_SAMPLES = 960;

function head(name = 'OpusHead'): Uint8Array {
  return Uint8Array.of(...new TextEncoder().encode(name), 1, 1, PRE_SKIP & 255, PRE_SKIP >> 8, 0, 0, 0, 0, 0, 0, 0);
}

/** Pages of a stream: two of headers, then one for each of `packets` packets. */
function pagesOf(packets: number, first = head()): Uint8Array[] {
  const ogg = new OggPages({ serial: 1 });
  const page = (packet: Uint8Array, granule: number) => {
    ogg.push(packet, granule);
    return ogg.flushPage();
  };
  const headers = [page(first, 0), page(new TextEncoder().encode('OpusTags'), 0)];
  return [...headers, ...Array.from({ length: packets }, (_, i) => page(new Uint8Array(99), (i + 1) * PACKET_SAMPLES))];
}

function meterOf(...parts: Uint8Array[]): OpusMeter {
  const meter = new OpusMeter();
  for (const part of parts) meter.push(part);
  return meter;
}

describe('OpusMeter', () => {
  it('counts no sound in the pages of headers', () => {
    expect(meterOf(...pagesOf(0)).samples).toBe(0);
  });

  it('counts whole pages only', () => {
    const [opusHead, tags, sound] = pagesOf(1) as [Uint8Array, Uint8Array, Uint8Array];
    expect(meterOf(opusHead, tags, sound.subarray(0, sound.length - 1)).samples).toBe(0);
    expect(meterOf(opusHead, tags, sound).samples).toBe(PACKET_SAMPLES);
  });

  it('does not mind how the bytes are cut', () => {
    const bytes = pagesOf(3).flatMap((page) => Array.from(page, (byte) => Uint8Array.of(byte)));
    expect(meterOf(...bytes).samples).toBe(3 * PACKET_SAMPLES);
  });

  it('tells what comes before the sound', () => {
    const meter = meterOf(...pagesOf(50));
    expect(meter.leadIn).toBe(PRE_SKIP);
    expect(soundSeconds(meter)).toBe((50 * PACKET_SAMPLES - PRE_SKIP) / 48_000);
  });

  it('keeps its count at a page on which no packet ends', () => {
    const ogg = new OggPages({ serial: 1 });
    const parts = [ogg.push(head(), 0), ogg.flushPage(), ogg.push(new Uint8Array(10), 960), ogg.flushPage()];
    const unfinished = ogg.push(new Uint8Array(255 * 255), 1_920);
    expect(meterOf(...parts, unfinished).samples).toBe(960);
  });

  it('refuses other things, damaged pages and other codecs', () => {
    const [page = new Uint8Array(0)] = pagesOf(0);
    const damaged = page.slice();
    damaged[30] = (damaged[30] ?? 0) ^ 1;
    expect(() => meterOf(new Uint8Array(27))).toThrow(/no page of Ogg/);
    expect(() => meterOf(damaged)).toThrow(/damaged/);
    expect(() => meterOf(...pagesOf(0, head('OtherOne')))).toThrow(/begins with OtherOne/);
  });
});
