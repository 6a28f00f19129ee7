import { describe, expect, it } from 'vitest';
import { TOKEN_KINDS, tokenCount } from './encode-speech.ts';
import { printEncoder } from './print-encoder.ts';

const tone = (length: number, hz: number) => Float32Array.from({ length }, (_, n) => 0.3 * Math.sin((n * hz) / 4_000));

describe('tokenCount', () => {
  it.each([
    [121, 1],
    [1_080, 1],
    [1_081, 2],
    [24_000, 25],
    [24_121, 26],
  ])('of %i samples is %i: decoded, they are covered and with one token less they are not', (samples, tokens) => {
    expect(tokenCount(samples)).toBe(tokens);
    expect(960 * tokens + 120).toBeGreaterThanOrEqual(samples);
    expect(960 * (tokens - 1) + 120).toBeLessThan(samples);
  });
});

describe('printEncoder', () => {
  it('gives 25 tokens a second, all within their range', async () => {
    const tokens = await printEncoder(tone(48_000, 300));
    expect(tokens).toHaveLength(50);
    for (const token of tokens) expect(Number.isInteger(token) && token >= 0 && token < TOKEN_KINDS).toBe(true);
  });

  it('gives the same tokens for the same audio, and others where it differs', async () => {
    const one = await printEncoder(tone(48_000, 300));
    expect(await printEncoder(tone(48_000, 300))).toEqual(one);
    const changed = tone(48_000, 300);
    changed.fill(0, 24_000);
    const other = await printEncoder(changed);
    expect(other.slice(0, 25)).toEqual(one.slice(0, 25));
    expect(other.slice(25)).not.toEqual(one.slice(25));
  });
});
