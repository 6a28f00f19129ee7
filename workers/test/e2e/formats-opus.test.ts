import { describe, expect, it } from 'vitest';
import { readOgg } from '../../../packages/audio/test/ogg-reader.ts';
import { speechLike } from '../../../packages/audio/test/signals.ts';
import { LibopusEncoder } from '../../src/libopus-encoder.ts';
import { startLibopus } from '../../src/libopus-instance.ts';
import { decodeSound } from './harness/decode-sound.ts';
import { missing, run } from './harness/programs.ts';
import { begun, encoded, LIBOPUS, REAL_ENCODERS, SERIAL } from './harness/real-encoders.ts';

const RATE = 48_000;
/** Samples of a page of 200 ms. */
const LONGEST_PAGE = 9_600;
/** Of libopus: 6.5 ms. */
const PRE_SKIP = 312;

const ffmpeg = missing('ffmpeg', 'ffprobe');
const sound = speechLike(7, 3 * RATE + 123, 0.5, RATE);

describe('an Opus stream', () => {
  it('is Ogg by the letter, in pages of at most 200 ms, that ends where the speech does', async () => {
    const { pages } = readOgg(await encoded('opus', RATE, sound));
    expect(pages.filter(({ first }) => first)).toHaveLength(1);
    expect(pages.map(({ last }) => last)).toEqual(pages.map((_, i) => i === pages.length - 1));
    expect(new Set(pages.map(({ serial }) => serial))).toEqual(new Set([SERIAL]));
    const ends = pages.slice(1).map(({ granule }) => Number(granule));
    for (const [i, end] of ends.slice(1).entries()) expect(end - (ends[i] ?? 0)).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(ends.at(-1)).toBe(sound.length + PRE_SKIP);
  });

  it.each([
    [8_000, PRE_SKIP, 8_000],
    [22_050, PRE_SKIP, 22_050],
    [48_000, PRE_SKIP, 48_000],
  ])('tells the rate of what was encoded at %i Hz, and its delay', async (rate, preSkip, told) => {
    const [head, tags] = readOgg(await encoded('opus', rate, new Float32Array(rate))).packets;
    const view = new DataView((head ?? new Uint8Array(19)).buffer);
    expect([view.getUint16(10, true), view.getUint32(12, true)]).toEqual([preSkip, told]);
    expect(Buffer.from(tags ?? []).toString()).toMatch(/^OpusTags.{4}Voxlane/s);
  });

  it('has no end where it was cut off', async () => {
    const { bytes } = await begun('opus', RATE, sound, 4_800);
    expect(readOgg(bytes).pages.some(({ last }) => last)).toBe(false);
  });

  it('makes the same packets however the samples are cut', async () => {
    const [whole, cut] = [await encoded('opus', RATE, sound), await encoded('opus', RATE, sound, 997)];
    expect(readOgg(cut).packets).toEqual(readOgg(whole).packets);
  });

  it('does not hear the streams that are encoded at the same time', async () => {
    const other = speechLike(8, sound.length, 0.5, RATE);
    const encoders = await Promise.all([REAL_ENCODERS.opus(RATE), REAL_ENCODERS.opus(RATE)]);
    const parts: Uint8Array[][] = [[], []];
    for (let at = 0; at < sound.length; at += 4_800) {
      for (const [i, samples] of [sound, other].entries())
        parts[i]?.push(encoders[i]?.push(samples.subarray(at, at + 4_800)) ?? new Uint8Array(0));
    }
    for (const [i, encoder] of encoders.entries()) parts[i]?.push(encoder.flush());
    expect(Buffer.concat(parts[0] ?? [])).toEqual(await encoded('opus', RATE, sound, 4_800));
    expect(Buffer.concat(parts[1] ?? [])).toEqual(await encoded('opus', RATE, other, 4_800));
    for (const encoder of encoders) encoder.free?.();
  });

  it('takes 64 KiB at most of the memory that it shares, and gives it back', () => {
    const opus = startLibopus(LIBOPUS);
    const bytes = opus.memory.buffer.byteLength;
    const most = Math.floor(bytes / 65_536) / 2;
    for (let round = 0; round < 3; round++) {
      const encoders = Array.from({ length: most }, () => new LibopusEncoder(opus, RATE));
      for (const encoder of encoders) encoder.push(sound.subarray(0, 960));
      for (const encoder of encoders) encoder.free();
    }
    expect(opus.memory.buffer.byteLength).toBe(bytes);
  });

  it('goes on when the memory has to grow', () => {
    const opus = startLibopus(LIBOPUS);
    const bytes = opus.memory.buffer.byteLength;
    const first = new LibopusEncoder(opus, RATE);
    const alone = new LibopusEncoder(startLibopus(LIBOPUS), RATE);
    const packets = first.push(sound.subarray(0, RATE));
    const crowd: LibopusEncoder[] = [];
    while (opus.memory.buffer.byteLength === bytes) crowd.push(new LibopusEncoder(opus, RATE));
    packets.push(...first.push(sound.subarray(RATE)));
    expect(packets).toEqual(alone.push(sound));
  });

  it('names a rate that libopus has not', () => {
    expect(() => new LibopusEncoder(startLibopus(LIBOPUS), 44_100)).toThrow(/libopus: invalid argument/);
  });

  it.skipIf(ffmpeg !== '')(`is read without a complaint by FFmpeg${ffmpeg}`, async () => {
    const bytes = await encoded('opus', RATE, sound, 960);
    const show = ['-show_entries', 'stream=codec_name,sample_rate,channels', '-of', 'csv=p=0'];
    const { stdout, stderr } = await run('ffprobe', ['-v', 'warning', ...show, 'pipe:0'], bytes);
    expect([stdout.toString().trim(), stderr]).toEqual(['opus,48000,1', '']);
    expect((await decodeSound('opus', bytes)).length).toBe(sound.length);
  });

  it.skipIf(ffmpeg !== '')(`without a sample is a stream that is empty${ffmpeg}`, async () => {
    const bytes = await encoded('opus', RATE, new Float32Array(0), 1);
    expect(readOgg(bytes).pages.map(({ granule }) => granule)).toEqual([0n, 0n, BigInt(PRE_SKIP)]);
    const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', 'pipe:0', '-f', 's16le', '-'], bytes);
    expect(stdout).toHaveLength(0);
  });
});
