import { describe, expect, it } from 'vitest';
import { bytesOf, floatsOf, noise } from '../test/signals.ts';
import { KeptSamples } from './kept/kept-samples.ts';
import { loadClip } from './load-clip.ts';

describe('loadClip', () => {
  it('tells what a kept clip is', async () => {
    const sent = noise(24_000);
    const kept = new KeptSamples(9);
    kept.add(floatsOf(sent), 24_000);
    const clip = await loadClip(kept.wav());
    expect(clip).toMatchObject({ sampleRate: 24_000, seconds: 1 });
    expect(clip.peaks(7)).toEqual(kept.peaks(7));
    expect(new Uint8Array(await clip.wav().arrayBuffer()).subarray(44)).toEqual(bytesOf(sent));
  });

  it.each([
    ['what is no WAV file', new Blob(['hello, I am text']), 'malformed'],
    ['a file without samples', new KeptSamples(1).wav(), 'no_audio'],
    ['another type', new Blob(['x'], { type: 'audio/mpeg' }), 'unsupported_type'],
  ])('refuses %s', async (_, blob, code) => {
    await expect(loadClip(blob)).rejects.toMatchObject({ name: 'PlayerError', code });
  });
});
