import { Fft } from '../../src/spectrum/fft.ts';

const SAMPLE_RATE = 48_000;
/** Samples of a frame: bins of 23 Hz, and a time resolution of 43 ms. */
const FRAME = 2048;
const HOP = FRAME / 2;
/** What lies this far below the loudest bin of the reference is silence, in dB. */
const RANGE_DB = 80;
const WINDOW = Float64Array.from({ length: FRAME }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / FRAME));

/** A range of frequencies in Hz. */
export interface Band {
  from: number;
  to: number;
}

/** Where the decoder's 24 kHz branch is heard. */
export const LOW_BAND: Band = { from: 0, to: 4_000 };
/** Where its 48 kHz branch is heard. */
export const HIGH_BAND: Band = { from: 4_000, to: SAMPLE_RATE / 2 };

/** How far one signal is from another. */
export interface Comparison {
  /** Signal-to-noise ratio within a band, in dB; Infinity when they are equal. */
  snr(band: Band): number;
  /**
   * Log-spectral distance within a band, in dB: root mean square difference of the levels of a frame's bins, as a mean
   * over frames. Levels end 80 dB below the loudest bin of the reference; bins that are silent in both do not count.
   */
  distance(band: Band): number;
}

/** Power spectra of all frames, `[frames, FRAME / 2]` each. */
interface Spectra {
  reference: Float64Array;
  actual: Float64Array;
  noise: Float64Array;
}

/** Compares signals of one length at 48 kHz; throws an Error when lengths differ. */
export function compareBands(reference: Float32Array, actual: Float32Array): Comparison {
  if (reference.length !== actual.length) throw new Error(`lengths differ: ${reference.length} and ${actual.length}`);
  const spectra = spectraOf(reference, actual);
  return { snr: (band) => snrWithin(spectra, band), distance: (band) => distanceWithin(spectra, band) };
}

/** Both signals go through one FFT as real and imaginary part; what is even and what is odd in it tells them apart. */
function spectraOf(reference: Float32Array, actual: Float32Array): Spectra {
  const fft = new Fft(FRAME);
  const bins = FRAME / 2;
  const frames = Math.ceil(reference.length / HOP) + 1;
  const spectra = {
    reference: new Float64Array(frames * bins),
    actual: new Float64Array(frames * bins),
    noise: new Float64Array(frames * bins),
  };
  const re = new Float64Array(FRAME);
  const im = new Float64Array(FRAME);
  for (let frame = 0; frame < frames; frame++) {
    const start = (frame - 1) * HOP;
    for (let n = 0; n < FRAME; n++) {
      re[n] = (reference[start + n] ?? 0) * (WINDOW[n] as number);
      im[n] = (actual[start + n] ?? 0) * (WINDOW[n] as number);
    }
    fft.forward(re, im);
    for (let bin = 0; bin < bins; bin++) {
      const mirror = (FRAME - bin) % FRAME;
      const [a, b] = [re[bin] as number, im[bin] as number];
      const [c, d] = [re[mirror] as number, im[mirror] as number];
      const at = frame * bins + bin;
      spectra.reference[at] = ((a + c) ** 2 + (b - d) ** 2) / 4;
      spectra.actual[at] = ((b + d) ** 2 + (c - a) ** 2) / 4;
      spectra.noise[at] = ((a + c - b - d) ** 2 + (b - d - c + a) ** 2) / 4;
    }
  }
  return spectra;
}

function snrWithin({ reference, noise }: Spectra, band: Band): number {
  let signal = 0;
  let error = 0;
  for (const at of binsWithin(reference, band).flat()) {
    signal += reference[at] as number;
    error += noise[at] as number;
  }
  return 10 * Math.log10(signal / error);
}

function distanceWithin({ reference, actual }: Spectra, band: Band): number {
  const loudest = reference.reduce((most, power) => Math.max(most, power), 0);
  const silence = loudest * 10 ** (-RANGE_DB / 10);
  const level = (power: number) => 10 * Math.log10(Math.max(power, silence));
  const distances: number[] = [];
  for (const frame of binsWithin(reference, band)) {
    const heard = frame.filter((at) => Math.max(reference[at] as number, actual[at] as number) > silence);
    const squares = heard.map((at) => (level(reference[at] as number) - level(actual[at] as number)) ** 2);
    if (heard.length > 0) distances.push(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / heard.length));
  }
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}

/** Places of a band's bins in the spectra, one list a frame. */
function binsWithin(spectra: Float64Array, { from, to }: Band): number[][] {
  const bins = FRAME / 2;
  const first = Math.ceil((from * FRAME) / SAMPLE_RATE);
  const count = Math.min(bins, Math.floor((to * FRAME) / SAMPLE_RATE)) - first;
  return Array.from({ length: spectra.length / bins }, (_, frame) =>
    Array.from({ length: count }, (_, bin) => frame * bins + first + bin),
  );
}
