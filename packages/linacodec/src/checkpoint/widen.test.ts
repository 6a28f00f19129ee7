import { describe, expect, it } from 'vitest';
import { encodeNumbers } from '../../test/checkpoint/named-tensor.ts';
import { type FloatType, widen } from './widen.ts';

const bytesOf = (array: Uint16Array<ArrayBuffer> | Float64Array<ArrayBuffer>) => new Uint8Array(array.buffer);

describe('widen', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7bff, 65_504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e01, Number.NaN],
  ])('reads half 0x%s exactly', (bits, value) => {
    expect([...widen(bytesOf(Uint16Array.of(bits)), 'F16')]).toEqual([value]);
  });

  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3f80, 1],
    [0xc000, -2],
    [0x3eab, 0.333984375],
    [0x0001, 2 ** -133],
    [0x7f7f, 255 * 2 ** 120],
    [0x7f80, Number.POSITIVE_INFINITY],
    [0xff80, Number.NEGATIVE_INFINITY],
    [0x7fc0, Number.NaN],
  ])('reads bfloat16 0x%s exactly', (bits, value) => {
    expect([...widen(bytesOf(Uint16Array.of(bits)), 'BF16')]).toEqual([value]);
  });

  it('rounds float64 to the nearest float32', () => {
    expect([...widen(bytesOf(Float64Array.of(0.1, 1 + 2 ** -25, 1e300)), 'F64')]).toEqual([
      Math.fround(0.1),
      1,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('takes float32 as it is, without a copy', () => {
    const bytes = encodeNumbers(Float32Array.of(1.5, -3e-40), 'F32');
    const numbers = widen(bytes, 'F32');
    expect(numbers).toEqual(Float32Array.of(1.5, -3e-40));
    expect(numbers.buffer).toBe(bytes.buffer);
  });

  it.each<FloatType>(['F32', 'F16', 'BF16', 'F64'])('reads %s at any place of a buffer', (dtype) => {
    const encoded = encodeNumbers(Float32Array.of(0.5, -8, 0), dtype);
    const shifted = new Uint8Array(encoded.length + 1);
    shifted.set(encoded, 1);
    expect(widen(shifted.subarray(1), dtype)).toEqual(Float32Array.of(0.5, -8, 0));
    expect(widen(shifted.subarray(1, 1), dtype)).toHaveLength(0);
  });
});
