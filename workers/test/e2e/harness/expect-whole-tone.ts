import type { AudioFormat } from '@voxlane/schema';
import { expect } from 'vitest';
import { leastLikeness, longestQuiet, samplesOf } from './compare-sound.ts';
import { decodeSound } from './decode-sound.ts';
import { MP3_DELAY, mp3MostPadding } from './mp3-facts.ts';

/** What coded sound has in common with its samples, in any fiftieth of a second: a gap of a millisecond shows. */
const ALIKE = 0.98;
/** Quieter than any tone is for more than an instant, in steps of 16 bits. */
const QUIET = 60;

/**
 * Holds that `audio` is all of a tone that was made: it ends within a frame of its format, it has no gap, and where
 * nothing is lost in coding every sample is the same.
 * @param made raw samples at `rate`, that at which the format is decoded.
 */
export async function expectWholeTone(format: AudioFormat, audio: Buffer, made: Int16Array, rate: number) {
  const samples = format === 'pcm' ? samplesOf(audio) : await decodeSound(format, audio);
  const { delay, padding } = format === 'mp3' ? { delay: MP3_DELAY, padding: mp3MostPadding(rate) } : NOTHING;
  const beyond = samples.length - delay - made.length;
  expect(beyond, 'the last chunk is there').toBeGreaterThanOrEqual(0);
  expect(beyond, 'and no more than a frame').toBeLessThanOrEqual(padding);
  const heard = samples.subarray(delay, delay + made.length);
  expect(leastLikeness(heard, made, Math.floor(rate / 50))).toBeGreaterThan(ALIKE);
  expect(longestQuiet(heard, QUIET)).toBeLessThanOrEqual(longestQuiet(made, QUIET) + 1);
  if (LOSSY.includes(format)) return;
  expect(
    heard.findIndex((sample, n) => sample !== made[n]),
    'the first other sample',
  ).toBe(-1);
}

const LOSSY: readonly AudioFormat[] = ['mp3', 'opus'];

/** What a decoder adds to formats that say where the sound begins and ends, in samples. */
const NOTHING = { delay: 0, padding: 0 };
