import { floatToInt16 } from '@voxlane/audio';
import { describe, expect, it } from 'vitest';
import { float32Bytes, int24Bytes, tone } from '../test/samples.ts';
import { sampleTypeOf } from './sample-type.ts';

/** A length that is whole samples in every type, so that only the bytes can tell. */
const LENGTH = 1_200;
const loud = tone(440, 24_000, LENGTH, 0.9);
const quiet = tone(440, 24_000, LENGTH, 0.001);
const NAMES = ['', 'pcm_16', 'pcm', 's16le', 'wav', 'constructor'];
const FLOAT_NAMES = ['pcm_24', 'pcm24', 'pcm_f32le', 'f32', 'float', 'float32', 'float32_le', 'pcm_32'];

describe('sampleTypeOf', () => {
  it.each([...NAMES, ...FLOAT_NAMES])('knows floats by their bytes under the name "%s"', (name) => {
    expect(sampleTypeOf(float32Bytes(loud), name)).toBe('float32');
    expect(sampleTypeOf(float32Bytes(quiet), name)).toBe('float32');
  });

  it.each(NAMES)('takes all else under the name "%s" for 16 bits', (name) => {
    expect(sampleTypeOf(floatToInt16(loud), name)).toBe('int16');
    expect(sampleTypeOf(floatToInt16(quiet), name)).toBe('int16');
  });

  it.each(FLOAT_NAMES)('believes the name %s where the bytes are too few to tell', (name) => {
    expect(sampleTypeOf(float32Bytes(loud.subarray(0, 12)), name)).toBe('float32');
  });

  it.each(['pcm_24', 'pcm24'])('knows real 24-bit audio under the name %s', (name) => {
    expect(sampleTypeOf(int24Bytes(loud), name)).toBe('int24');
    expect(sampleTypeOf(int24Bytes(quiet), name)).toBe('int24');
    expect(sampleTypeOf(int24Bytes(loud.subarray(0, 1_001)), name)).toBe('int24');
  });

  it('believes a name that can only mean floats', () => {
    expect(sampleTypeOf(int24Bytes(loud), 'f32')).toBe('float32');
  });

  it('does not decide on silence', () => {
    expect(sampleTypeOf(new Uint8Array(4_800), 'pcm_16')).toBeUndefined();
    expect(sampleTypeOf(new Uint8Array(0), '')).toBeUndefined();
  });
});
