import { WAV_HEADER_BYTES, wavHeader } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { PcmMeter } from './pcm-meter.ts';
import { soundSeconds } from './sound-meter.ts';
import { WavMeter } from './wav-meter.ts';

describe('PcmMeter', () => {
  it('counts whole samples only', () => {
    const meter = new PcmMeter(24_000);
    const counts = [0, 1, 1, 3].map((length) => {
      meter.push(new Uint8Array(length));
      return meter.samples;
    });
    expect(counts).toEqual([0, 0, 1, 2]);
  });

  it('is of the rate that it was told', () => {
    const meter = new PcmMeter(24_000);
    meter.push(new Uint8Array(24_000));
    expect(soundSeconds(meter)).toBe(0.5);
  });
});

describe('WavMeter', () => {
  const file = Uint8Array.of(...wavHeader({ sampleRate: 48_000 }), 1, 0, 2, 0, 3);

  it.each([
    [0, 0],
    [WAV_HEADER_BYTES - 1, 0],
    [WAV_HEADER_BYTES, 0],
    [WAV_HEADER_BYTES + 1, 0],
    [WAV_HEADER_BYTES + 2, 1],
    [file.length, 2],
  ])('finds in the first %i bytes %i samples', (length, samples) => {
    const meter = new WavMeter();
    meter.push(file.subarray(0, length));
    expect(meter.samples).toBe(samples);
  });

  it('does not mind how the bytes are cut', () => {
    const meter = new WavMeter();
    expect(meter.sampleRate).toBeNaN();
    for (const byte of file) meter.push(Uint8Array.of(byte));
    expect(meter).toMatchObject({ samples: 2, sampleRate: 48_000, leadIn: 0 });
  });

  it('refuses what is no WAV', () => {
    expect(() => new WavMeter().push(new Uint8Array(44))).toThrow(/RIFF/);
  });
});

describe('soundSeconds', () => {
  it.each([
    ['nothing while nothing came', 0, Number.NaN, 0],
    ['nothing of what the codec put in front', 1_105, 48_000, 0],
    ['the sound behind it', 1_105 + 480, 48_000, 0.01],
  ])('is %s', (_, samples, sampleRate, seconds) => {
    expect(soundSeconds({ samples, leadIn: 1_105, sampleRate })).toBe(seconds);
  });
});
