import { describe, expect, it } from 'vitest';
import { maxAbs, snr } from '../../test/golden.ts';
import { noise } from '../../test/spectrum/signals.ts';
import { type ComplexArray, complexZeros } from './complex-array.ts';
import { Fft } from './fft.ts';

/** SNR in dB that float64 leaves at these lengths, with some room. */
const FLOAT64_DB = 280;

const LENGTHS = [
  1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25, 27, 30, 32, 36, 45, 60, 64, 75, 125, 128, 240, 512, 600,
];

function random(seed: number, length: number): ComplexArray {
  return { re: Float64Array.from(noise(seed, length)), im: Float64Array.from(noise(seed + 1, length)) };
}

function copy({ re, im }: ComplexArray): ComplexArray {
  return { re: re.slice(), im: im.slice() };
}

/** The definition, term by term. */
function slowDft(x: ComplexArray): ComplexArray {
  const length = x.re.length;
  const out = complexZeros(length);
  for (let k = 0; k < length; k++) {
    for (let n = 0; n < length; n++) {
      const angle = (-2 * Math.PI * ((k * n) % length)) / length;
      const [re, im] = [x.re[n] as number, x.im[n] as number];
      out.re[k] = (out.re[k] as number) + re * Math.cos(angle) - im * Math.sin(angle);
      out.im[k] = (out.im[k] as number) + re * Math.sin(angle) + im * Math.cos(angle);
    }
  }
  return out;
}

function both({ re, im }: ComplexArray): number[] {
  return [...re, ...im];
}

describe('Fft', () => {
  it.each(LENGTHS)('is the sum of its definition, at length %i', (length) => {
    const x = random(length, length);
    const expected = slowDft(x);
    new Fft(length).forward(x.re, x.im);
    expect(snr(both(expected), both(x))).toBeGreaterThan(FLOAT64_DB);
  });

  it.each([1, 30, 512, 1_125, 4_096, 6_561, 15_625])('comes back, times the length of %i', (length) => {
    const x = random(length, length);
    const expected = both(x).map((value) => value * length);
    const fft = new Fft(length);
    fft.forward(x.re, x.im);
    fft.inverse(x.re, x.im);
    expect(snr(expected, both(x))).toBeGreaterThan(FLOAT64_DB);
  });

  it('turns a shift by one into a turn of each bin', () => {
    const x = complexZeros(4_096);
    x.re[1] = 1;
    new Fft(4_096).forward(x.re, x.im);
    const turns = Float64Array.from({ length: 4_096 }, (_, k) => Math.cos((2 * Math.PI * k) / 4_096));
    expect(maxAbs(turns, x.re)).toBeLessThan(1e-14);
  });

  it.each([
    [512, 8],
    [30, 3],
    [5, 2],
  ])('transforms signals of length %i that take turns, %i of them, each as if alone', (length, lanes) => {
    const x = random(length, length * lanes);
    const lane = (values: Float64Array, index: number) => values.filter((_, at) => at % lanes === index);
    const alone = Array.from({ length: lanes }, (_, index) => ({ re: lane(x.re, index), im: lane(x.im, index) }));
    new Fft(length, lanes).forward(x.re, x.im);
    alone.forEach((signal, index) => {
      new Fft(length).forward(signal.re, signal.im);
      expect(lane(x.re, index)).toEqual(signal.re);
      expect(lane(x.im, index)).toEqual(signal.im);
    });
  });

  it('leaves nothing behind in its scratch', () => {
    const fft = new Fft(600);
    const first = random(1, 600);
    const again = copy(first);
    fft.forward(first.re, first.im);
    fft.forward(...(Object.values(random(2, 600)) as [Float64Array, Float64Array]));
    fft.forward(again.re, again.im);
    expect(again).toEqual(first);
  });

  it.each([0, -4, 7, 1.5, 937, Number.NaN, Number.POSITIVE_INFINITY])('refuses length %d', (length) => {
    expect(() => new Fft(length)).toThrow(`FFT length ${length} is not a product of 2, 3 and 5`);
  });
});
