import { OUTPUT_SAMPLE_RATES } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { speechLike } from '../../../packages/audio/test/signals.ts';
import { likeness } from './harness/compare-sound.ts';
import { decodeSound, NO_DECODER } from './harness/decode-sound.ts';
import { MP3_DELAY, mp3FrameSamples } from './harness/mp3-facts.ts';
import { encoded } from './harness/real-encoders.ts';

describe('an MP3 stream', () => {
  it.each(OUTPUT_SAMPLE_RATES)('is frames and nothing else at %i Hz', async (rate) => {
    const bytes = await encoded('mp3', rate, speechLike(3, rate, 0.5, rate));
    expect([bytes[0], (bytes[1] ?? 0) & 0xe0]).toEqual([0xff, 0xe0]);
    // What a file begins or ends with, and a stream that others are joined to must not.
    for (const tag of ['ID3', 'Xing', 'Info', 'VBRI', 'TAG', 'APETAGEX']) expect(bytes.includes(tag), tag).toBe(false);
  });

  it.skipIf(NO_DECODER !== '').each(OUTPUT_SAMPLE_RATES)(
    `begins later than the speech by the same number of samples at %i Hz${NO_DECODER}`,
    async (rate) => {
      const samples = speechLike(4, rate, 0.5, rate);
      const heard = await decodeSound('mp3', await encoded('mp3', rate, samples, 777));
      const alike = (delay: number) => likeness(samples, heard.subarray(delay));
      expect(alike(MP3_DELAY)).toBeGreaterThan(0.98);
      expect(alike(MP3_DELAY - 1)).toBeLessThan(alike(MP3_DELAY));
      expect(alike(MP3_DELAY + 1)).toBeLessThan(alike(MP3_DELAY));
    },
  );

  it.skipIf(NO_DECODER !== '').each(OUTPUT_SAMPLE_RATES)(
    `plays on into another one that is put behind it at %i Hz${NO_DECODER}`,
    async (rate) => {
      const clips = [speechLike(5, rate + 11, 0.5, rate), speechLike(6, rate / 2, 0.5, rate)];
      const streams = await Promise.all(clips.map((clip) => encoded('mp3', rate, clip)));
      const alone = await Promise.all(streams.map((stream) => decodeSound('mp3', stream)));
      const joined = await decodeSound('mp3', Buffer.concat(streams));
      const [first, second] = [alone[0]?.length ?? 0, alone[1]?.length ?? 0];
      expect(Math.abs(joined.length - first - second)).toBeLessThanOrEqual(mp3FrameSamples(rate));
      expect(likeness(clips[1] ?? [], joined.subarray(first + MP3_DELAY))).toBeGreaterThan(0.98);
    },
  );
});
