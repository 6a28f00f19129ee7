import { describe, expect, it } from 'vitest';
import { BitWriter } from './bit-writer.ts';

describe('BitWriter', () => {
  it('packs fields of any width, highest bit first', () => {
    const writer = new BitWriter(8);
    writer.put(0b101, 3);
    writer.put(0xabcdef, 24);
    writer.put(7, 0);
    writer.put(-1, 5);
    expect([...writer.bytes()]).toEqual([0b1011_0101, 0b0111_1001, 0b1011_1101, 0b1111_1111]);
  });

  it.each([0, 1, 7, 23, 24, 25, 100])('writes %i zeros and a one', (zeros) => {
    const writer = new BitWriter(16);
    writer.putUnary(zeros);
    writer.align();
    const bits = [...writer.bytes()].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    expect(bits.replace(/0+$/, '')).toBe(`${'0'.repeat(zeros)}1`);
  });

  it('aligns with zeros, and only where a byte has begun', () => {
    const writer = new BitWriter(2);
    writer.align();
    writer.put(1, 1);
    writer.align();
    writer.align();
    expect([...writer.bytes()]).toEqual([0x80]);
  });

  it('refuses to hand out less than was written', () => {
    const writer = new BitWriter(1);
    writer.put(0, 16);
    expect(() => writer.bytes()).toThrow(/2 bytes were written into room for 1/);
  });
});
