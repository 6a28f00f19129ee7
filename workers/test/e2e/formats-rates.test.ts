import { OUTPUT_SAMPLE_RATES } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { speechLike } from '../../../packages/audio/test/signals.ts';
import { decodeSound, NO_DECODER } from './harness/decode-sound.ts';
import { MP3_DELAY, mp3MostPadding } from './harness/mp3-facts.ts';
import { begun, type Coded, encoded } from './harness/real-encoders.ts';

const FORMATS: readonly Coded[] = ['wav', 'flac', 'mp3', 'opus'];
const PLACES = FORMATS.flatMap((format) => OUTPUT_SAMPLE_RATES.map((rate) => [format, rate] as const));

/** Whatever went in, Opus comes out at its full rate, in Hz. */
const OPUS_RATE = 48_000;

/** Audio that has gone in when some must be playable, in milliseconds. */
const FIRST_SOUND_MS = 250;
/** A worker of the field sends pieces of about this length, in milliseconds. */
const PIECE_MS = 25;

/** Samples that a decoder gives for `length` of them, the least and the most. */
function lengthsOf(format: Coded, rate: number, length: number): [number, number] {
  if (format === 'opus') return [Math.ceil((length * OPUS_RATE) / rate), Math.ceil((length * OPUS_RATE) / rate)];
  if (format !== 'mp3') return [length, length];
  return [MP3_DELAY + length, MP3_DELAY + length + mp3MostPadding(rate)];
}

describe.skipIf(NO_DECODER !== '')(`every format at every rate${NO_DECODER}`, () => {
  it.each(PLACES)('%s at %i Hz decodes to the length of what went in', async (format, rate) => {
    for (const length of [1, 2 * rate + 7]) {
      const heard = await decodeSound(format, await encoded(format, rate, speechLike(1, length, 0.5, rate), rate / 10));
      const [least, most] = lengthsOf(format, rate, length);
      expect(heard.length, `${length} samples`).toBeGreaterThanOrEqual(least);
      expect(heard.length, `${length} samples`).toBeLessThanOrEqual(most);
    }
  });

  it.each(PLACES)('%s at %i Hz can be heard when a quarter of a second has gone in', async (format, rate) => {
    const samples = speechLike(2, (rate * FIRST_SOUND_MS) / 1000, 0.5, rate);
    const { bytes, end } = await begun(format, rate, samples, Math.ceil((rate * PIECE_MS) / 1000));
    const heard = await decodeSound(format, bytes);
    end();
    const delay = format === 'mp3' ? MP3_DELAY : 0;
    expect(heard.length - delay).toBeGreaterThan(0);
    expect(heard.some((sample) => Math.abs(sample) > 500)).toBe(true);
  });
});
