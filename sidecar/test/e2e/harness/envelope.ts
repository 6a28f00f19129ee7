import { likeness } from '../../../../workers/test/e2e/harness/compare-sound.ts';

/** Frames a second of an envelope. */
const FRAME_RATE = 100;
/** Furthest that one envelope is moved against the other, in frames: a codec delays what it makes. */
const MOST_LAG = 6;
/** Below this, in steps of 16 bits, is silence: a decoded one is not quite still. */
const FLOOR = 100;

/** How loud speech is from moment to moment: in two bands, since a vowel and an s may be of one loudness. */
export interface Envelope {
  low: Float64Array;
  high: Float64Array;
}

/** The envelope of 16-bit samples, in logarithmic steps around their mean. @param rate in Hz. */
export function envelopeOf(samples: Int16Array, rate: number): Envelope {
  const step = rate / FRAME_RATE;
  const frames = Math.floor(samples.length / step);
  // A neighbour further away than two samples of the lowest rate would be another band.
  const apart = Math.max(1, Math.round(rate / 16_000));
  const [low, high] = [new Float64Array(frames), new Float64Array(frames)];
  for (let frame = 0; frame < frames; frame++) {
    const from = Math.round(frame * step);
    const to = Math.round((frame + 1) * step);
    let [sums, steps] = [0, 0];
    for (let i = from; i < to; i++) {
      const [here, before] = [samples[i] ?? 0, samples[i - apart] ?? 0];
      sums += (here + before) ** 2;
      steps += (here - before) ** 2;
    }
    low[frame] = Math.log(FLOOR + Math.sqrt(sums / step));
    high[frame] = Math.log(FLOOR + Math.sqrt(steps / step));
  }
  return { low: centred(low), high: centred(high) };
}

/** How alike two envelopes are: 1 for the same speech, about 0 for two that have nothing to do with each other. */
export function envelopeLikeness(a: Envelope, b: Envelope): number {
  const lags = Array.from({ length: 2 * MOST_LAG + 1 }, (_, i) => i - MOST_LAG);
  return Math.max(...lags.map((lag) => (moved(a.low, b.low, lag) + moved(a.high, b.high, lag)) / 2));
}

function moved(a: Float64Array, b: Float64Array, lag: number): number {
  return lag >= 0 ? likeness(a.subarray(lag), b) : likeness(a, b.subarray(-lag));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
