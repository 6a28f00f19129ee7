import { describe, expect, it } from 'vitest';
import { WAV_HEADER_BYTES, WAV_UNKNOWN_DATA_BYTES, wavHeader } from './wav-header.ts';

const sizes = (header: Uint8Array) => {
  const view = new DataView(header.buffer);
  return [view.getUint32(4, true), view.getUint32(40, true)];
};

describe('wavHeader', () => {
  it('is the header of one second of mono 16-bit sound at 48 kHz', () => {
    const hex = Array.from(wavHeader(48_000, 48_000), (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toBe(
      '52494646' +
        '24770100' +
        '57415645' + // RIFF, 95 996 + 36, WAVE
        '666d7420' +
        '10000000' +
        '0100' +
        '0100' + // fmt, 16, PCM, one channel
        '80bb0000' +
        '00770100' +
        '0200' +
        '1000' + // 48 000 a second, 96 000 bytes a second, 2 bytes, 16 bits
        '64617461' +
        '00770100', // data, 96 000
    );
    expect(hex).toHaveLength(2 * WAV_HEADER_BYTES);
  });

  it.each([
    ['none', 0, 0],
    ['as many as 32 bits can say', 2_147_483_629, 4_294_967_258],
    ['one more', 2_147_483_630, WAV_UNKNOWN_DATA_BYTES],
    ['an unknown number', undefined, WAV_UNKNOWN_DATA_BYTES],
  ])('says how long %s samples are', (_, samples, bytes) => {
    expect(sizes(wavHeader(48_000, samples))).toEqual([bytes + 36, bytes]);
  });
});
