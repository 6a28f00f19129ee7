import { describe, expect, it } from 'vitest';
import { makeCrc } from './crc.ts';

/** The text that published check values are given for. */
const CHECK = new TextEncoder().encode('123456789');

describe('makeCrc', () => {
  it.each([
    ['FLAC frame headers', 8, 0x07, 0xf4],
    ['FLAC frames', 16, 0x8005, 0xfee8],
    ['Ogg pages', 32, 0x04c1_1db7, 0x89a1_897f],
  ])('gives the published check value of %s', (_name, width, polynomial, expected) => {
    const crc = makeCrc(width, polynomial);
    expect(crc(CHECK)).toBe(expected);
    expect(crc(new Uint8Array(0))).toBe(0);
  });
});
