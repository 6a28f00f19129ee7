import { sniff } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { oggPage } from './ogg-page.ts';
import { silentMp3 } from './silent-mp3.ts';

describe('silentMp3', () => {
  it.each([
    [1, 48_000, 384, 42],
    [1, 24_000, 192, 42],
    [0.001, 48_000, 384, 1],
    [0, 24_000, 192, 1],
    [1, 44_100, 384, 42],
  ])('of %d s at %i Hz is whole frames of %i bytes: %i of them', (seconds, rate, frameBytes, count) => {
    const file = silentMp3(seconds, rate);
    expect(file.length).toBe(frameBytes * count);
    for (let at = 0; at < file.length; at += frameBytes) expect(file[at]).toBe(0xff);
    expect(sniff(file)).toBe('mp3');
  });
});

describe('oggPage', () => {
  it('is a first page with an Opus header', () => {
    const page = oggPage(48_000);
    expect(sniff(page)).toBe('ogg');
    expect(page).toHaveLength(47);
    expect(new TextDecoder().decode(page.subarray(28, 36))).toBe('OpusHead');
  });

  it('has the checksum of RFC 3533: another rate, another sum', () => {
    const sum = (page: Uint8Array) => new DataView(page.buffer).getUint32(22, true);
    expect(sum(oggPage(48_000))).not.toBe(sum(oggPage(24_000)));
    expect(sum(oggPage(48_000))).not.toBe(0);
  });
});
