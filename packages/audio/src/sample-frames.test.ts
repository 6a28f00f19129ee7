import { describe, expect, it } from 'vitest';
import { randomCuts, seededRandom } from '../test/random.ts';
import { SampleFrames } from './sample-frames.ts';

describe('SampleFrames', () => {
  it.each([1, 2, 3, 6, 8])('gives the same bytes in whole frames of %i however they are cut', (frameBytes) => {
    const random = seededRandom(frameBytes);
    const bytes = Uint8Array.from({ length: 997 }, () => 256 * random());
    const frames = new SampleFrames(frameBytes);
    const out: number[] = [];
    for (const [from, to] of randomCuts(random, bytes.length, 7)) {
      const piece = frames.push(bytes.subarray(from, to));
      expect(piece.length % frameBytes).toBe(0);
      out.push(...piece);
    }
    expect(frames.flush()).toBe(997 % frameBytes);
    expect(out).toEqual([...bytes.subarray(0, 997 - (997 % frameBytes))]);
  });

  it('does not copy what needs no joining', () => {
    const bytes = new Uint8Array(8);
    expect(new SampleFrames(2).push(bytes).buffer).toBe(bytes.buffer);
  });

  it('keeps its own copy of a carried byte when the caller reuses the buffer', () => {
    const frames = new SampleFrames(2);
    const buffer = Uint8Array.of(1, 2, 3);
    frames.push(buffer);
    buffer.fill(9);
    expect([...frames.push(Uint8Array.of(4))]).toEqual([3, 4]);
  });

  it('begins anew after flush', () => {
    const frames = new SampleFrames();
    frames.push(Uint8Array.of(1));
    expect(frames.flush()).toBe(1);
    expect(frames.flush()).toBe(0);
    expect([...frames.push(Uint8Array.of(2, 3))]).toEqual([2, 3]);
  });

  it.each([0, -1, 65, 1.5, Number.NaN])('refuses frames of %d bytes', (frameBytes) => {
    expect(() => new SampleFrames(frameBytes)).toThrow(RangeError);
  });
});
