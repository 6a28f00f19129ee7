import { describe, expect, it } from 'vitest';
import { ascii } from '../test/wav-file.ts';
import { parseWavHeader } from './parse-wav-header.ts';
import { WAV_HEADER_BYTES, WAV_UNKNOWN_DATA_BYTES, wavHeader } from './wav-header.ts';

const sizes = (header: Uint8Array) => {
  const view = new DataView(header.buffer);
  return { riff: view.getUint32(4, true), data: view.getUint32(40, true) };
};

describe('wavHeader', () => {
  it('has every field in its place', () => {
    const header = wavHeader({ sampleRate: 48_000, channels: 2, samples: 10 });
    const view = new DataView(header.buffer);
    expect(header).toHaveLength(WAV_HEADER_BYTES);
    expect(header.subarray(0, 4)).toEqual(ascii('RIFF'));
    expect(header.subarray(8, 16)).toEqual(ascii('WAVEfmt '));
    expect(header.subarray(36, 40)).toEqual(ascii('data'));
    expect([16, 28].map((at) => view.getUint32(at, true))).toEqual([16, 192_000]);
    expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 2, 4, 16]);
    expect(sizes(header)).toEqual({ riff: 76, data: 40 });
  });

  it('says "unknown" in a size that 32-bit readers take', () => {
    expect(sizes(wavHeader({ sampleRate: 24_000 }))).toEqual({ riff: 0x7fff_f024, data: WAV_UNKNOWN_DATA_BYTES });
  });

  it('is exact up to the last clip that fits and says "unknown" beyond', () => {
    const most = (0xffff_ffff - 36 - 1) / 2;
    expect(sizes(wavHeader({ sampleRate: 8_000, samples: most })).data).toBe(2 * most);
    expect(sizes(wavHeader({ sampleRate: 8_000, samples: most + 1 })).data).toBe(WAV_UNKNOWN_DATA_BYTES);
    expect(sizes(wavHeader({ sampleRate: 8_000, samples: 0 }))).toEqual({ riff: 36, data: 0 });
  });

  it('is read back by our own parser', () => {
    expect(parseWavHeader(wavHeader({ sampleRate: 44_100, channels: 2, samples: 7 }))).toEqual({
      status: 'complete',
      header: {
        sampleRate: 44_100,
        channels: 2,
        bitsPerSample: 16,
        sampleFormat: 's16',
        frameBytes: 4,
        dataOffset: 44,
        dataBytes: 28,
      },
    });
  });

  it.each([
    { sampleRate: 0 },
    { sampleRate: 44_100.5 },
    { sampleRate: 1e9 },
    { sampleRate: 24_000, channels: 0 },
    { sampleRate: 24_000, channels: 9 },
    { sampleRate: 24_000, samples: -1 },
    { sampleRate: 24_000, samples: 1.5 },
    { sampleRate: 24_000, samples: Number.NaN },
  ])('refuses %o', (clip) => {
    expect(() => wavHeader(clip)).toThrow(RangeError);
  });
});
