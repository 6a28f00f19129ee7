import { OUTPUT_SAMPLE_RATES } from '@voxlane/schema';
import { describe, expect, it } from 'vitest';
import { createEncoder } from 'wasm-media-encoders';
import { speechLike } from '../../../packages/audio/test/signals.ts';
import { LameEncoder } from '../../src/lame-encoder.ts';
import { startLame } from '../../src/lame-instance.ts';
import { MP3_RATES } from '../../src/open-lame.ts';
import { encoded, LAME, REAL_ENCODERS } from './harness/real-encoders.ts';

const RATE = 48_000;
const BITRATE = 128;
const SECOND = speechLike(9, RATE, 0.5, RATE);

/** The encoder that comes with LAME, alone in its memory, which gets all samples at once. */
async function reference(sampleRate: number, samples: Float32Array): Promise<Buffer> {
  const lame = await createEncoder('audio/mpeg', LAME);
  const bitrate = sampleRate < 16_000 ? 64 : 128;
  lame.configure({ channels: 1, sampleRate, outputSampleRate: sampleRate as typeof RATE, bitrate });
  return Buffer.concat([lame.encode([samples]).slice(), lame.finalize()]);
}

/** An encoder that has begun, in this LAME or in one of its own. */
const opened = (lame = startLame(LAME)) => {
  const encoder = new LameEncoder(lame, RATE, BITRATE);
  const bytes = [encoder.push(SECOND.subarray(0, 4_800))];
  return { lame, encoder, bytes };
};

describe('MP3 streams that share a LAME', () => {
  it.each(MP3_RATES)('are the same as by one alone at %i Hz, however the samples are cut', async (rate) => {
    const samples = speechLike(10, 2 * rate + 123, 0.9, rate);
    const alone = await reference(rate, samples);
    for (const piece of [samples.length, 4_800, 1_152, 997])
      expect(await encoded('mp3', rate, samples, piece)).toEqual(alone);
  });

  it('are the same without a sample, with one, and with samples that are too loud', async () => {
    for (const samples of [[], [0.5], new Array(9_000).fill(3)])
      expect(await encoded('mp3', RATE, Float32Array.from(samples))).toEqual(
        await reference(RATE, Float32Array.from(samples)),
      );
  });

  it('do not hear each other', async () => {
    const sounds = OUTPUT_SAMPLE_RATES.map((rate, i) => speechLike(i, 2 * rate, 0.5, rate));
    const encoders = await Promise.all(OUTPUT_SAMPLE_RATES.map((rate) => REAL_ENCODERS.mp3(rate)));
    const streams: Uint8Array[][] = sounds.map(() => []);
    for (let at = 0; at < 2 * RATE; at += 960) {
      for (const [i, sound] of sounds.entries())
        streams[i]?.push(encoders[i]?.push(sound.subarray(at, at + 960)) ?? new Uint8Array(0));
    }
    for (const [i, encoder] of encoders.entries()) {
      streams[i]?.push(encoder.flush());
      encoder.free?.();
    }
    for (const [i, rate] of OUTPUT_SAMPLE_RATES.entries())
      expect(Buffer.concat(streams[i] ?? [])).toEqual(await reference(rate, sounds[i] ?? new Float32Array(0)));
  });

  it('have room for 18 in the memory that LAME begins with', () => {
    const { lame } = opened();
    const bytes = lame.memory.buffer.byteLength;
    for (let n = 1; n < 18; n++) opened(lame);
    expect(lame.memory.buffer.byteLength).toBe(bytes);
  });

  it('take half a megabyte each when the memory has to grow', () => {
    const { lame } = opened();
    const bytes = lame.memory.buffer.byteLength;
    for (let n = 1; n < 80; n++) opened(lame);
    expect(lame.memory.buffer.byteLength).toBeLessThan(bytes + 62 * 500_000);
  });

  it('take no more for a long push', () => {
    const { lame, encoder } = opened();
    const bytes = lame.memory.buffer.byteLength;
    encoder.push(new Float32Array(60 * RATE));
    for (let n = 1; n < 18; n++) opened(lame);
    expect(lame.memory.buffer.byteLength).toBe(bytes);
  });

  it('give back what they took, also those that are left in the middle', () => {
    const { lame, encoder: first } = opened();
    const bytes = lame.memory.buffer.byteLength;
    for (let round = 0; round < 30; round++) {
      const crowd = Array.from({ length: 15 }, () => opened(lame).encoder);
      for (const [i, encoder] of crowd.entries()) {
        if (i % 2 === 0) encoder.flush();
        encoder.free();
      }
    }
    first.free();
    expect(lame.memory.buffer.byteLength).toBe(bytes);
  });

  it('go on when the memory grows under them', async () => {
    const { lame, encoder, bytes } = opened();
    const size = lame.memory.buffer.byteLength;
    while (lame.memory.buffer.byteLength === size) opened(lame);
    bytes.push(encoder.push(SECOND.subarray(4_800)), encoder.flush());
    expect(Buffer.concat(bytes)).toEqual(await reference(RATE, SECOND));
  });

  it('have no rate that MP3 has not', () => {
    expect(() => REAL_ENCODERS.mp3(96_000)).toThrow(/no rate of 96000 Hz/);
  });
});
