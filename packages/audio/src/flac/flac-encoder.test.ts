import { describe, expect, it } from 'vitest';
import { decodeFlac, type FlacFrameSeen } from '../../test/flac-decoder.ts';
import { randomCuts, seededRandom } from '../../test/random.ts';
import { sine, speechLike } from '../../test/signals.ts';
import { joinBytes } from '../join-bytes.ts';
import { floatToInt16 } from '../pcm.ts';
import { FlacEncoder } from './flac-encoder.ts';

/** Hz, and the block in samples that belongs to it. */
const RATES: [number, number][] = [
  [8_000, 256],
  [16_000, 576],
  [22_050, 576],
  [24_000, 576],
  [32_000, 1_152],
  [44_100, 1_152],
  [48_000, 1_152],
];

function encode(samples: Float32Array, sampleRate = 24_000): Uint8Array<ArrayBuffer> {
  const encoder = new FlacEncoder({ sampleRate });
  return joinBytes([encoder.push(samples), encoder.flush()]);
}

/** What any lossless codec of 16-bit samples must give back. */
function expectedSamples(samples: Float32Array): number[] {
  return [...new Int16Array(floatToInt16(samples).buffer)];
}

function noise(seed: number, length: number, peak = 1): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => peak * (2 * random() - 1));
}

function square(period: number, length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, n) => (n % period < period / 2 ? 1 : -1));
}

/** Rare full-scale clicks in silence: one partition is costly and its neighbours are free. */
function clicks(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length }, (_, n) => (n % 500 === 7 ? -1 : 0));
}

describe('FlacEncoder', () => {
  it.each<[string, Float32Array]>([
    ['nothing', new Float32Array(0)],
    ['one sample', Float32Array.of(0.25)],
    ['two samples', Float32Array.of(0.25, -0.25)],
    ['five samples', Float32Array.of(0, 0.1, 0.2, 0.3, 0.45)],
    ['speech', speechLike(1, 12_345, 0.8)],
    ['silence', new Float32Array(3_000)],
    ['a constant of full scale', new Float32Array(700).fill(-1)],
    ['a full-scale square wave', square(2, 3_001)],
    ['a slow full-scale square wave', square(100, 3_001)],
    ['full-scale noise', noise(2, 3_000)],
    ['faint noise', noise(3, 3_000, 0.001)],
    ['a low tone', sine(50, 24_000, 3_000, 0.9)],
    ['clicks', clicks(3_000)],
    ['values past full scale and none at all', Float32Array.of(3, -3, Infinity, -Infinity, Number.NaN, 0.5)],
  ])('gives %s back to the bit', (_name, samples) => {
    expect(decodeFlac(encode(samples)).samples).toEqual(expectedSamples(samples));
  });

  it.each(RATES)('writes the headers of %i Hz in blocks of %i', (sampleRate, blockSize) => {
    const samples = speechLike(4, 2 * blockSize + 17, 0.5, sampleRate);
    const seen = decodeFlac(encode(samples, sampleRate));
    expect(seen).toMatchObject({ sampleRate, minBlock: blockSize, maxBlock: blockSize });
    expect(seen.unknown).toEqual(seen.unknown.map(() => 0n));
    expect(seen.frames.map((frame) => [frame.number, frame.blockSize])).toEqual([
      [0, blockSize],
      [1, blockSize],
      [2, 17],
    ]);
    expect(seen.samples).toEqual(expectedSamples(samples));
  });

  it.each([1, 2, 3, 4, 5, 15, 16, 17, 255, 256, 257, 258, 575, 576, 577, 1_151])('takes a length of %i', (length) => {
    for (const sampleRate of [8_000, 24_000, 48_000]) {
      const samples = noise(length, length, 0.3);
      expect(decodeFlac(encode(samples, sampleRate)).samples).toEqual(expectedSamples(samples));
    }
  });

  it.each<[string, Float32Array, Partial<FlacFrameSeen>]>([
    ['one value for silence', new Float32Array(576), { kind: 'constant' }],
    ['the samples themselves for full-scale noise', noise(5, 576), { kind: 'verbatim' }],
    ['no prediction for faint noise', noise(6, 576, 0.01), { kind: 'fixed 0', method: 0 }],
    ['a straight line by two samples', Float32Array.from({ length: 576 }, (_, n) => n / 576), { kind: 'fixed 2' }],
    ['a low tone by the highest orders', sine(300, 24_000, 576, 0.9), { kind: 'fixed 4' }],
    ['clicks in partitions', clicks(576), { kind: 'fixed 0', partitions: 64 }],
  ])('spends %s', (_name, samples, frame) => {
    expect(decodeFlac(encode(samples)).frames).toMatchObject([frame]);
  });

  it('writes long parameters by the second coding method', () => {
    // The loud half costs 18 bits a sample with parameter 14 and 17 with 15; the silent half keeps it below verbatim.
    const samples = Float32Array.from([...new Float32Array(288), ...noise(7, 288).map(Math.sign)]);
    expect(decodeFlac(encode(samples)).frames).toMatchObject([{ method: 1 }]);
  });

  it('makes speech clearly smaller than PCM, and nothing larger by more than headers', () => {
    const speech = speechLike(8, 48_000, 0.8);
    expect(encode(speech).length).toBeLessThan(0.7 * 2 * speech.length);
    const loud = noise(9, 5_760);
    expect(encode(loud).length).toBeLessThanOrEqual(2 * loud.length + 42 + 10 * 16);
  });

  it('gives the same bytes however the input is cut', () => {
    const samples = speechLike(10, 5_000, 0.7);
    const whole = encode(samples);
    for (const longest of [1, 7, 576, 577, 3_000]) {
      const encoder = new FlacEncoder({ sampleRate: 24_000 });
      const cuts = randomCuts(seededRandom(longest), samples.length, longest);
      const parts = cuts.map(([from, to]) => encoder.push(samples.subarray(from, to)));
      expect(joinBytes([...parts, encoder.flush()])).toEqual(whole);
    }
  });

  it('sends each frame as soon as its block is full, the header with the first', () => {
    const encoder = new FlacEncoder({ sampleRate: 24_000 });
    expect(encoder.push(noise(11, 575))).toHaveLength(0);
    const first = encoder.push(noise(12, 1));
    expect(decodeFlac(first).samples).toHaveLength(576);
    expect(encoder.push(noise(13, 575))).toHaveLength(0);
  });

  it('numbers frames past one byte', () => {
    const { frames } = decodeFlac(encode(new Float32Array(256 * 130), 8_000));
    expect(frames.map((frame) => frame.number)).toEqual(Array.from({ length: 130 }, (_, i) => i));
  });

  it('begins anew after flush', () => {
    const encoder = new FlacEncoder({ sampleRate: 24_000 });
    const samples = speechLike(14, 1_000, 0.5);
    const once = joinBytes([encoder.push(samples), encoder.flush()]);
    expect(joinBytes([encoder.push(samples), encoder.flush()])).toEqual(once);
  });

  it.each([0, 11_025, 24_000.5, 96_000, Number.NaN])('refuses %d Hz and names the rates', (sampleRate) => {
    expect(() => new FlacEncoder({ sampleRate })).toThrow(/8000, 16000, 22050, 24000, 32000, 44100, 48000 Hz/);
  });

  it('is checked by a reader that sees a broken byte', () => {
    const bytes = encode(speechLike(15, 576, 0.5));
    for (const at of [44, 300, bytes.length - 1]) {
      const broken = bytes.map((byte, i) => (i === at ? byte ^ 4 : byte));
      expect(() => decodeFlac(broken)).toThrow();
    }
  });
});

it('says the length of a stream in a second header of the same size', () => {
  const encoder = new FlacEncoder({ sampleRate: 24_000 });
  const samples = noise(5, 1_000);
  const stream = joinBytes([encoder.push(samples), encoder.flush()]);
  stream.set(encoder.head(samples.length));
  const seen = decodeFlac(stream);
  // After two frame sizes: the upper 4 bits of the length, then its lower 32.
  expect(seen.unknown.slice(0, 4)).toEqual([0n, 0n, 0n, 1_000n]);
  expect(seen.samples).toEqual(expectedSamples(samples));
});
