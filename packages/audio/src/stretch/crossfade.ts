import { energy, innerProduct } from './similarity.ts';

/**
 * `to` faded in over `from`, both of the same length. Raised cosines, divided by the level that the sum of two signals
 * of this correlation would have: a voice that fits keeps its level and so does noise, which would otherwise dip by
 * 3 dB in each fade (Fink, Holters & Zölzer, "Signal-matched power-complementary cross-fading", DAFx 2016). No sample
 * comes out beyond the highest peak of both.
 */
export function crossfade(from: Float32Array, to: Float32Array): Float32Array<ArrayBuffer> {
  const correlation = correlationOf(from, to);
  const limit = Math.max(peak(from), peak(to));
  const mixed = new Float32Array(from.length);
  for (let i = 0; i < mixed.length; i++) {
    const rise = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / mixed.length);
    const fall = 1 - rise;
    const level = Math.sqrt(rise * rise + fall * fall + 2 * rise * fall * correlation);
    const sum = (fall * (from[i] as number) + rise * (to[i] as number)) / level;
    mixed[i] = Math.max(-limit, Math.min(limit, sum));
  }
  return mixed;
}

/** Correlation coefficient, not below 0: opposite signals cancel, and no gain brings them back. */
function correlationOf(a: Float32Array, b: Float32Array): number {
  const energies = energy(a, 0, a.length) * energy(b, 0, b.length);
  if (energies === 0) return 1;
  const correlation = innerProduct(a, 0, b, 0, a.length) / Math.sqrt(energies);
  return Math.max(0, Math.min(1, correlation));
}

function peak(samples: Float32Array): number {
  let highest = 0;
  for (const sample of samples) highest = Math.max(highest, Math.abs(sample));
  return highest;
}
