import { describe, expect, it } from 'vitest';
import { opusHead, opusTags } from './opus-headers.ts';

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

describe('opusHead', () => {
  it('is one channel, its delay and its rate, as the format says', () => {
    const expected = [...ascii('OpusHead'), 1, 1, 0x38, 0x01, 0x22, 0x56, 0, 0, 0, 0, 0];
    expect([...opusHead({ preSkip: 312, inputRate: 22_050 })]).toEqual(expected);
  });

  it.each([-1, 0.5, 65_536, Number.NaN])('refuses a delay of %d', (preSkip) => {
    expect(() => opusHead({ preSkip, inputRate: 48_000 })).toThrow(/preSkip .* from 0 to 65535/);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses a rate of %d', (inputRate) => {
    expect(() => opusHead({ preSkip: 0, inputRate })).toThrow(/inputRate .* from 0 to 4294967295/);
  });
});

describe('opusTags', () => {
  it('names the program and has no comment', () => {
    expect([...opusTags('ab')]).toEqual([...ascii('OpusTags'), 2, 0, 0, 0, ...ascii('ab'), 0, 0, 0, 0]);
  });

  it('counts bytes of UTF-8', () => {
    expect(opusTags('é')[8]).toBe(2);
    expect(opusTags('')).toHaveLength(16);
  });
});
