import { describe, expect, it } from 'vitest';
import { mp3Frame } from './mp3-frame.ts';
import { Mp3Meter } from './mp3-meter.ts';

/** MPEG 1, Layer III, no CRC, 128 kbit/s, 48 kHz, mono. */
const MPEG_1 = [0xff, 0xfb, 0x94, 0xc0];
const FRAME_BYTES = 384;
const MAIN_DATA = FRAME_BYTES - 4 - 17;
/** MPEG 2, 64 kbit/s, 24 kHz, mono. */
const MPEG_2 = [0xff, 0xf3, 0x84, 0xc0];
const FRAME_2_BYTES = 192;

/** A frame that reaches back so many bytes. */
function frame(reservoir = 0): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES);
  bytes.set([...MPEG_1, reservoir >> 1, (reservoir & 1) << 7]);
  return bytes;
}

function samplesIn(...parts: Uint8Array[]): number {
  const meter = new Mp3Meter();
  for (const part of parts) meter.push(part);
  return meter.samples;
}

describe('Mp3Meter', () => {
  it('counts whole frames only', () => {
    expect(samplesIn(frame().subarray(0, FRAME_BYTES - 1))).toBe(0);
    expect(samplesIn(frame())).toBe(1_152);
    expect(samplesIn(frame(), frame().subarray(0, 20))).toBe(1_152);
  });

  it('does not mind how the bytes are cut', () => {
    const bytes = Array.from(Uint8Array.of(...frame(), ...frame(3)), (byte) => Uint8Array.of(byte));
    expect(samplesIn(...bytes)).toBe(2 * 1_152);
  });

  it('does not count a frame that reaches back to what never came', () => {
    expect(samplesIn(frame(1))).toBe(0);
    expect(samplesIn(frame(), frame(MAIN_DATA))).toBe(2 * 1_152);
    expect(samplesIn(frame(), frame(MAIN_DATA + 1))).toBe(1_152);
    expect(samplesIn(frame(), frame(), frame(MAIN_DATA + 1))).toBe(3 * 1_152);
  });

  it('does not take the table of a file for sound', () => {
    const table = frame();
    table.set(new TextEncoder().encode('Info'), 4 + 17);
    expect(samplesIn(table)).toBe(0);
    expect(samplesIn(table, frame(1), frame())).toBe(1_152);
  });

  it('knows rate and lead-in', () => {
    const meter = new Mp3Meter();
    expect(meter.sampleRate).toBeNaN();
    meter.push(frame());
    expect(meter).toMatchObject({ sampleRate: 48_000, leadIn: 1_105 });
  });

  it('refuses what is no frame, and what follows one and is none', () => {
    expect(() => samplesIn(new Uint8Array(8))).toThrow(/no MP3 frame at byte 0/);
    expect(() => samplesIn(frame(), new Uint8Array(8))).toThrow(/no MP3 frame/);
  });
});

describe('mp3Frame', () => {
  it('reads the reach back in nine bits of MPEG 1', () => {
    expect(mp3Frame(frame(511), 0)).toMatchObject({ reservoir: 511, bytes: FRAME_BYTES, mainData: MAIN_DATA });
  });

  it('reads the halves of MPEG 2', () => {
    const bytes = new Uint8Array(FRAME_2_BYTES);
    bytes.set([...MPEG_2, 200, 0xff]);
    const read = { bytes: FRAME_2_BYTES, samples: 576, sampleRate: 24_000, reservoir: 200, mainData: 192 - 4 - 9 };
    expect(mp3Frame(bytes, 0)).toEqual({ ...read, isTable: false });
  });

  it('passes over a CRC before the side information', () => {
    const bytes = frame();
    bytes.set([0xff, 0xfa, 0x94, 0xc0, 0xaa, 0xbb, 2, 0]);
    expect(mp3Frame(bytes, 0)).toMatchObject({ reservoir: 4, mainData: MAIN_DATA - 2 });
  });
});
