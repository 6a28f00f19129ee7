import { describe, expect, it } from 'vitest';
import { float32Bytes, int16Bytes, unaligned } from '../test/signals.ts';
import { decodeSamples, float32ToFloat, floatToInt16, int16ToFloat, type SampleFormat } from './pcm.ts';

describe('16-bit samples', () => {
  it('survive the way to float and back for every value there is', () => {
    const bytes = int16Bytes(Array.from({ length: 65_536 }, (_, i) => i - 32_768));
    expect(floatToInt16(int16ToFloat(bytes))).toEqual(bytes);
  });

  it('are little-endian with full scale at -1', () => {
    expect([...int16ToFloat(Uint8Array.of(0x00, 0x80, 0x00, 0x40, 0xff, 0x7f))]).toEqual([-1, 0.5, 32_767 / 32_768]);
  });

  it.each([
    [
      'full scale and beyond clips',
      [1, 1.5, -1, -7, Infinity, -Infinity],
      [32_767, 32_767, -32_768, -32_768, 32_767, -32_768],
    ],
    ['NaN is silence', [Number.NaN], [0]],
    ['values are rounded to the nearest', [0.6 / 32_768, 0.4 / 32_768, -0.6 / 32_768, -0.4 / 32_768], [1, 0, -1, 0]],
    ['the largest value is not clipped early', [32_766.4 / 32_768], [32_766]],
    ['nothing gives nothing', [], []],
  ])('%s', (_name, samples, expected) => {
    expect(floatToInt16(Float32Array.from(samples))).toEqual(int16Bytes(expected));
  });

  it('can begin at an odd offset of the buffer', () => {
    expect([...int16ToFloat(unaligned(int16Bytes([16_384, -8_192])))]).toEqual([0.5, -0.25]);
  });
});

describe('32-bit float samples', () => {
  it('keep finite values, also past full scale and at odd offsets', () => {
    expect([...float32ToFloat(unaligned(float32Bytes([0.25, -1.5, 0])))]).toEqual([0.25, -1.5, 0]);
  });

  it('become safe where they are not finite', () => {
    expect([...float32ToFloat(float32Bytes([Number.NaN, Infinity, -Infinity]))]).toEqual([0, 1, -1]);
  });
});

describe('decodeSamples', () => {
  it.each<[SampleFormat, number[], number[]]>([
    ['u8', [0, 128, 192], [-1, 0, 0.5]],
    ['s24', [0, 0, 0x80, 0, 0, 0x40, 0xff, 0xff, 0xff], [-1, 0.5, -1 / 8_388_608]],
    ['s32', [0, 0, 0, 0x80, 0, 0, 0, 0x40], [-1, 0.5]],
    ['f64', [0, 0, 0, 0, 0, 0, 0xe0, 0xbf, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f], [-0.5, 1]],
  ])('reads %s', (format, bytes, expected) => {
    expect([...decodeSamples(unaligned(Uint8Array.from(bytes)), format)]).toEqual(expected);
  });

  it.each<[SampleFormat, number]>([
    ['s16', 3],
    ['s24', 4],
    ['f32', 6],
    ['f64', 12],
  ])('refuses %s of %i bytes, which are not whole samples', (format, length) => {
    expect(() => decodeSamples(new Uint8Array(length), format)).toThrow(RangeError);
  });

  it('gives nothing for nothing', () => {
    expect(decodeSamples(new Uint8Array(0), 's32')).toHaveLength(0);
  });
});
