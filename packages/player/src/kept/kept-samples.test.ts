import { WavReader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { bytesOf, floatsOf, noise } from '../../test/signals.ts';
import { KeptSamples } from './kept-samples.ts';

const bytes = async (kept: KeptSamples) => new Uint8Array(await kept.wav().arrayBuffer());

describe('KeptSamples', () => {
  it.each([1, 100, 200_000])('is a WAV file of exactly what was received, in pieces of %i', async (length) => {
    const clip = noise(Math.min(300_001, 50 * length));
    const kept = new KeptSamples(60);
    for (let at = 0; at < clip.length; at += length) kept.add(floatsOf(clip.subarray(at, at + length)), 24_000);
    const file = await bytes(kept);
    expect(file.subarray(44)).toEqual(bytesOf(clip));
    const reader = new WavReader();
    reader.push(file);
    expect([reader.header?.sampleRate, reader.header?.dataBytes]).toEqual([24_000, 2 * clip.length]);
    expect(kept.seconds).toBe(clip.length / 24_000);
  });

  it('keeps no more than it may, in memory, and goes on with its peaks', async () => {
    const kept = new KeptSamples(0.01);
    kept.add(new Float32Array(200).fill(0.25), 24_000);
    kept.add(new Float32Array(1_000).fill(0.75), 24_000);
    expect(await bytes(kept)).toHaveLength(44 + 2 * 240);
    expect(kept.seconds).toBe(0.01);
    expect([...kept.peaks(5)]).toEqual([0.75, 0.75, 0.75, 0.75, 0.75]);
  });

  it('is an empty file before anything came', async () => {
    const kept = new KeptSamples(1);
    expect(await bytes(kept)).toHaveLength(44);
    expect([...kept.peaks(3)]).toEqual([0, 0, 0]);
    expect(kept.seconds).toBe(0);
  });
});
