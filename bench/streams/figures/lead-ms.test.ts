import { describe, expect, it } from 'vitest';
import { leadMs } from './lead-ms.ts';

/** 100 bytes are a second of audio. */
const RATE = 100;

describe('leadMs', () => {
  it('is the first arrival when all others come in time', () => {
    const arrivals = [
      { at: 1_500, total: 100 },
      { at: 2_400, total: 200 },
    ];
    expect(leadMs({ begunAt: 1_000, arrivals }, RATE)).toBe(500);
  });

  it('grows with the longest wait between two arrivals', () => {
    const arrivals = [
      { at: 500, total: 100 },
      { at: 3_000, total: 400 },
      { at: 4_000, total: 500 },
    ];
    expect(leadMs({ begunAt: 0, arrivals }, RATE)).toBe(2_000);
  });

  it('is none where nothing came', () => {
    expect(leadMs({ begunAt: 0, arrivals: [] }, RATE)).toBe(0);
  });
});
