import { expect, it } from 'vitest';
import { PieceTrack } from './piece-track.ts';

it('PieceTrack knows what is spoken at each moment', () => {
  const pieces = new PieceTrack();
  expect(pieces.at(5)).toBeUndefined();
  pieces.add({ start: 0, end: 4 }, 0.5);
  pieces.add({ start: 4, end: 9 }, 2);
  expect([0.4, 0.5, 1.9, 2, 99].map((second) => pieces.at(second)?.start)).toEqual([undefined, 0, 0, 4, 4]);
});
