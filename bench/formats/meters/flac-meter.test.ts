import { FlacEncoder } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../packages/audio/test/random.ts';
import { speechLike } from '../../../packages/audio/test/signals.ts';
import { flacHeader } from './flac-header.ts';
import { FlacMeter } from './flac-meter.ts';

const RATE = 48_000;
const BLOCK = 1_152;
/** The mark, and stream information. */
const STREAM_HEADER_BYTES = 4 + 4 + 34;

function encoded(samples: Float32Array, sampleRate = RATE): { frames: Uint8Array; tail: Uint8Array } {
  const encoder = new FlacEncoder({ sampleRate });
  return { frames: encoder.push(samples), tail: encoder.flush() };
}

function samplesIn(...parts: Uint8Array[]): number {
  const meter = new FlacMeter();
  for (const part of parts) meter.push(part);
  return meter.samples;
}

describe('FlacMeter', () => {
  it('counts a frame that nothing follows yet', () => {
    const { frames } = encoded(speechLike(1, BLOCK, 0.5, RATE));
    expect(samplesIn(frames)).toBe(BLOCK);
  });

  it('needs all of it', () => {
    const { frames } = encoded(speechLike(1, BLOCK, 0.5, RATE));
    for (let length = 0; length < frames.length; length++) expect(samplesIn(frames.subarray(0, length))).toBe(0);
  });

  it('counts the short frame at the end, too', () => {
    const { frames, tail } = encoded(speechLike(2, 3 * BLOCK + 77, 0.5, RATE));
    expect(samplesIn(frames, tail)).toBe(3 * BLOCK + 77);
  });

  it.each([
    ['silence', new Float32Array(5 * BLOCK)],
    ['loud noise', Float32Array.from({ length: 150 * BLOCK }, seededRandom(3))],
  ])('finds the frames of %s', (_, samples) => {
    expect(samplesIn(encoded(samples).frames)).toBe(samples.length);
  });

  it('does not mind how the bytes are cut', () => {
    const { frames, tail } = encoded(speechLike(4, 12_345, 0.5, RATE));
    const file = Uint8Array.of(...frames, ...tail);
    for (const size of [1, 7, 1_000, 4_096]) {
      const meter = new FlacMeter();
      for (let i = 0; i < file.length; i += size) meter.push(file.subarray(i, i + size));
      expect(meter.samples, `${size} bytes at a time`).toBe(12_345);
    }
  });

  it.each([8_000, 16_000, 22_050, 24_000, 44_100, 48_000])('knows the rate of %i Hz', (sampleRate) => {
    const meter = new FlacMeter();
    meter.push(encoded(speechLike(5, 9_999, 0.5), sampleRate).frames);
    expect(meter.sampleRate).toBe(sampleRate);
    expect(meter.samples).toBeGreaterThan(9_999 - BLOCK);
  });

  it('counts no further than to a damaged frame', () => {
    const { frames } = encoded(speechLike(6, 4 * BLOCK, 0.5, RATE));
    const damaged = frames.slice();
    damaged[frames.length - 9] = (damaged[frames.length - 9] ?? 0) ^ 1;
    expect(samplesIn(damaged)).toBe(3 * BLOCK);
  });

  it('refuses what does not begin as FLAC', () => {
    expect(() => samplesIn(Uint8Array.of(0x66, 0x4c, 0x41, 0x42))).toThrow(/not FLAC/);
  });
});

describe('flacHeader', () => {
  const { frames } = encoded(speechLike(7, 300 * 1_152, 0.1, RATE));

  it('reads block size and number', () => {
    expect(flacHeader(frames, STREAM_HEADER_BYTES)).toEqual({ blockSize: BLOCK, number: 0 });
  });

  it('reads numbers of more than one byte', () => {
    const numbers = Array.from(frames, (_, i) => flacHeader(frames, i)?.number);
    expect(numbers).toContain(127);
    expect(numbers).toContain(128);
    expect(numbers).toContain(299);
  });

  it('finds none in the middle of one, beyond the end, or where its CRC is wrong', () => {
    const wrong = frames.slice();
    wrong[STREAM_HEADER_BYTES + 5] = (wrong[STREAM_HEADER_BYTES + 5] ?? 0) ^ 1;
    expect(flacHeader(frames, STREAM_HEADER_BYTES + 1)).toBeUndefined();
    expect(flacHeader(frames, frames.length)).toBeUndefined();
    expect(flacHeader(frames.subarray(0, STREAM_HEADER_BYTES + 5), STREAM_HEADER_BYTES)).toBeUndefined();
    expect(flacHeader(wrong, STREAM_HEADER_BYTES)).toBeUndefined();
  });
});
