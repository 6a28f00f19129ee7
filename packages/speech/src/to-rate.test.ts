import { describe, expect, it } from 'vitest';
import { joined, tone } from '../test/samples.ts';
import type { DecodedChunk } from './decode-chunk.ts';
import { ToRate } from './to-rate.ts';

/** Chunks through one converter and its flush, as one signal. */
function convert(to: number, chunks: readonly DecodedChunk[]): Float32Array {
  const toRate = new ToRate(to);
  return joined([...chunks.flatMap((chunk) => toRate.push(chunk)), toRate.flush()]);
}

/** A signal in chunks of the given sizes, which repeat. */
function chunked(signal: Float32Array, sampleRate: number, sizes: readonly number[]): DecodedChunk[] {
  const chunks: DecodedChunk[] = [];
  for (let at = 0, turn = 0; at < signal.length; turn++) {
    const size = sizes[turn % sizes.length] as number;
    chunks.push({ samples: signal.slice(at, at + size), sampleRate });
    at += size;
  }
  return chunks;
}

describe('ToRate', () => {
  it('passes samples that have the output rate through, bit for bit', () => {
    const signal = tone(440, 24_000, 1_000);
    expect(convert(24_000, chunked(signal, 24_000, [7, 100]))).toEqual(signal);
  });

  it.each([
    [24_000, 48_000],
    [48_000, 16_000],
    [22_050, 48_000],
    [44_100, 8_000],
  ])('from %i to %i Hz gives the same however the signal is cut', (from, to) => {
    const signal = tone(440, from, 3_001);
    const whole = convert(to, [{ samples: signal, sampleRate: from }]);
    expect(whole.length).toBe(Math.ceil((3_001 * to) / from));
    for (const sizes of [[1], [13, 1_000], [1_500, 2, 1_499]]) {
      expect(convert(to, chunked(signal, from, sizes))).toEqual(whole);
    }
  });

  it('loses nothing where the rate changes between chunks', () => {
    const rates = [24_000, 44_100, 48_000, 16_000, 16_000, 24_000];
    const chunks = rates.map((sampleRate) => ({ samples: tone(440, sampleRate, sampleRate / 10), sampleRate }));
    expect(convert(48_000, chunks).length).toBe(6 * 4_800);
  });

  it('keeps the pitch where the rate changes', () => {
    const chunks = [16_000, 48_000].map((sampleRate) => ({ samples: tone(1_000, sampleRate, sampleRate), sampleRate }));
    const heard = convert(48_000, chunks);
    const crossings = heard.filter((sample, i) => i > 0 && (heard[i - 1] as number) < 0 && sample >= 0).length;
    expect(Math.abs(crossings - 2_000)).toBeLessThanOrEqual(2);
  });

  it('hands out no empty blocks, and an empty tail when nothing went in', () => {
    const toRate = new ToRate(48_000);
    expect(toRate.push({ samples: new Float32Array(0), sampleRate: 24_000 })).toEqual([]);
    expect(toRate.push({ samples: Float32Array.of(0.5), sampleRate: 24_000 })).toEqual([]);
    expect(toRate.flush().length).toBe(2);
    expect(new ToRate(48_000).flush().length).toBe(0);
  });

  it('begins anew after a flush', () => {
    const toRate = new ToRate(48_000);
    const chunk = { samples: tone(440, 24_000, 500), sampleRate: 24_000 };
    const once = joined([...toRate.push(chunk), toRate.flush()]);
    expect(joined([...toRate.push(chunk), toRate.flush()])).toEqual(once);
  });
});
