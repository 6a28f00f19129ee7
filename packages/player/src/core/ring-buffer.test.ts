import { describe, expect, it } from 'vitest';
import { RingBuffer } from './ring-buffer.ts';

const take = (ring: RingBuffer, count: number) => {
  const into = new Float32Array(count);
  ring.read(into);
  return [...into];
};

describe('RingBuffer', () => {
  it('gives back what was put in, in order, however often it goes round', () => {
    const ring = new RingBuffer(7, 3);
    let next = 0;
    for (let round = 0; round < 50; round++) {
      const count = 1 + (round % 7);
      ring.write(Float32Array.from({ length: count }, (_, n) => next + n));
      expect(take(ring, count)).toEqual(Array.from({ length: count }, (_, n) => next + n));
      next += count;
    }
    expect([ring.length, ring.position]).toEqual([0, next]);
  });

  it('steps back over what was read, also when it is full and has gone round', () => {
    const ring = new RingBuffer(4, 2);
    ring.write(Float32Array.of(1, 2, 3, 4));
    take(ring, 4);
    ring.write(Float32Array.of(5, 6, 7, 8));
    ring.stepBack(2);
    expect(take(ring, 6)).toEqual([3, 4, 5, 6, 7, 8]);
  });

  it.each([
    ['no room', () => new RingBuffer(2, 5).write(new Float32Array(3)), '3 samples do not fit; there is room for 2'],
    ['too few samples', () => take(new RingBuffer(2, 0), 1), '1 samples asked for, 0 wait'],
    ['nothing to step back over', () => new RingBuffer(2, 5).stepBack(1), '1 samples back is too far; 0 are kept'],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(new RangeError(message));
  });
});
