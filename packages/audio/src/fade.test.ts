import { describe, expect, it } from 'vitest';
import { fadeIn, fadeOut, millisecondsToSamples } from './fade.ts';

const ones = (length: number) => new Float32Array(length).fill(1);

describe('fades', () => {
  it('rise from near silence and leave the rest alone', () => {
    const faded = fadeIn(ones(100), 40);
    expect(faded[0]).toBeLessThan(0.001);
    expect(faded.subarray(1, 40).every((value, i) => value > (faded[i] as number))).toBe(true);
    expect(faded.subarray(40)).toEqual(ones(60));
  });

  it('fall as the mirror of the rise', () => {
    expect(fadeOut(ones(100), 40)).toEqual(fadeIn(ones(100), 40).reverse());
  });

  it('add up to one where a piece fades into the next', () => {
    const sum = fadeIn(ones(33), 33).map((value, i) => value + (fadeOut(ones(33), 33)[i] as number));
    for (const value of sum) expect(value).toBeCloseTo(1, 6);
  });

  it.each([fadeIn, fadeOut])('%o leaves its input alone and takes the edges', (fade) => {
    const samples = ones(4);
    expect(fade(samples, 9)).toEqual(fade(samples, 4));
    expect(fade(samples, 0)).toEqual(samples);
    expect(fade(new Float32Array(0), 5)).toHaveLength(0);
    expect(samples).toEqual(ones(4));
    for (const length of [-1, 1.5, Number.NaN]) expect(() => fade(samples, length)).toThrow(RangeError);
  });

  it('count milliseconds in samples', () => {
    expect(millisecondsToSamples(5, 24_000)).toBe(120);
    expect(millisecondsToSamples(0.5, 22_050)).toBe(11);
  });
});
