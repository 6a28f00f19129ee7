import { TimeStretch } from '../src/stretch/time-stretch.ts';
import { joinFloats } from './signals.ts';

/** Rate in Hz that stretches are tested at. */
export const RATE = 24_000;

/** The whole of `samples` through one {@link TimeStretch}, pushed at once. */
export function stretched(samples: Float32Array, speed: number, sampleRate = RATE): Float32Array {
  const stretch = new TimeStretch({ sampleRate, speed });
  return joinFloats([stretch.push(samples), stretch.flush()]);
}

/** Ten harmonics of a pitch in Hz that depends on the time in seconds, falling like those of a voice. */
export function voice(pitchAt: (seconds: number) => number, seconds: number, rate = RATE): Float32Array<ArrayBuffer> {
  let phase = 0;
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, n) => {
    phase += (2 * Math.PI * pitchAt(n / rate)) / rate;
    let value = 0;
    for (let harmonic = 1; harmonic <= 10; harmonic++) value += Math.cos(harmonic * phase) / harmonic;
    return 0.25 * value;
  });
}

/** Pitch in Hz, 70..300, of 40 ms from sample `at` on: the peak of the normalised autocorrelation, not an octave below one that is as good. */
export function pitchOf(samples: Float32Array, at: number, rate = RATE): number {
  const length = Math.round(0.04 * rate);
  let best = { lag: 0, score: -1 };
  for (let lag = Math.round(rate / 300); lag <= rate / 70; lag++) {
    let product = 0;
    let energies = 0;
    for (let n = at; n < at + length; n++) {
      const [a, b] = [samples[n] as number, samples[n + lag] as number];
      product += 2 * a * b;
      energies += a * a + b * b;
    }
    const gain = lag > 1.5 * best.lag ? 0.1 : 0;
    if (product / energies > best.score + gain) best = { lag, score: product / energies };
  }
  return rate / best.lag;
}

/** Root of the mean square. */
export function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

/** Largest difference of two neighbours. */
export function largestStep(samples: Float32Array): number {
  return samples.reduce((step, value, n) => Math.max(step, Math.abs(value - (samples[n - 1] ?? value))), 0);
}
