import { describe, expect, it } from 'vitest';
import { stalledSeconds } from './stalled-seconds.ts';

/** 100 bytes are a second of audio. */
const RATE = 100;

describe('stalledSeconds', () => {
  it('is none when all comes in time', () => {
    const arrivals = [
      { at: 5_000, total: 100 },
      { at: 6_000, total: 200 },
    ];
    expect(stalledSeconds(arrivals, RATE)).toBe(0);
  });

  it('is the time with nothing left to play', () => {
    const arrivals = [
      { at: 5_000, total: 100 },
      { at: 6_250, total: 200 },
    ];
    expect(stalledSeconds(arrivals, RATE)).toBe(0.25);
  });

  it('adds stalls up, each of which puts the rest off', () => {
    const arrivals = [
      { at: 0, total: 100 },
      { at: 1_500, total: 200 },
      { at: 2_500, total: 300 },
      { at: 4_000, total: 400 },
    ];
    expect(stalledSeconds(arrivals, RATE)).toBe(1);
  });

  it('is none where nothing came, or all at once', () => {
    expect(stalledSeconds([], RATE)).toBe(0);
    expect(stalledSeconds([{ at: 9, total: 1_000 }], RATE)).toBe(0);
  });
});
