import { describe, expect, it } from 'vitest';
import { FrameBuffer } from './frame-buffer.ts';

/** Frames `from` to `to` of width 3, each value its frame's number and place. */
const frames = (from: number, to: number) =>
  Float32Array.from({ length: (to - from) * 3 }, (_, n) => from + Math.floor(n / 3) + (n % 3) / 10);

/** A buffer of width 3 with the frames 0 to `count`. */
function filled(count: number): FrameBuffer {
  const buffer = new FrameBuffer(3);
  buffer.append(frames(0, count));
  return buffer;
}

describe('FrameBuffer', () => {
  it('is empty at first', () => {
    const buffer = new FrameBuffer(3);
    expect(buffer.end).toBe(0);
    expect(buffer.slice(0, 0)).toHaveLength(0);
  });

  it.each([1, 7, 63, 64, 65, 1000])('gives back frames that came %i at a time', (size) => {
    const buffer = new FrameBuffer(3);
    for (let from = 0; from < 1000; from += size) buffer.append(frames(from, Math.min(from + size, 1000)));
    expect(buffer.end).toBe(1000);
    expect(buffer.slice(0, 1000)).toEqual(frames(0, 1000));
    expect(buffer.slice(998, 1000)).toEqual(frames(998, 1000));
  });

  it('copies what is appended', () => {
    const buffer = new FrameBuffer(3);
    const given = frames(0, 2);
    buffer.append(given);
    given.fill(9);
    expect(buffer.slice(0, 2)).toEqual(frames(0, 2));
  });

  it('keeps numbers when old frames are dropped', () => {
    const buffer = filled(10);
    buffer.drop(4);
    expect(buffer.end).toBe(10);
    expect(buffer.slice(4, 10)).toEqual(frames(4, 10));
    buffer.append(frames(10, 12));
    expect(buffer.slice(9, 12)).toEqual(frames(9, 12));
  });

  it('stays small when it is emptied as it is filled', () => {
    const buffer = new FrameBuffer(3);
    for (let from = 0; from < 10_000; from += 10) {
      buffer.append(frames(from, from + 10));
      buffer.drop(from + 5);
    }
    expect(buffer.slice(9_995, 10_000)).toEqual(frames(9_995, 10_000));
    expect(buffer.slice(9_995, 10_000).buffer.byteLength).toBe(64 * 3 * Float32Array.BYTES_PER_ELEMENT);
  });

  it('drops nothing twice', () => {
    const buffer = filled(10);
    buffer.drop(6);
    buffer.drop(2);
    expect(buffer.slice(6, 10)).toEqual(frames(6, 10));
  });

  it('drops no frame that has not come', () => {
    const buffer = filled(10);
    buffer.drop(20);
    expect(buffer.end).toBe(10);
    buffer.append(frames(10, 11));
    expect(buffer.slice(10, 11)).toEqual(frames(10, 11));
  });

  it.each([
    ['dropped frames', 3, 6],
    ['frames to come', 8, 11],
    ['frames backwards', 8, 7],
  ])('refuses %s', (_, from, to) => {
    const buffer = filled(10);
    buffer.drop(4);
    expect(() => buffer.slice(from, to)).toThrow(new RangeError(`frames ${from} to ${to} asked for, 4 to 10 held`));
  });
});
