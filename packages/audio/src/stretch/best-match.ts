import { energy, innerProduct, similarity } from './similarity.ts';

/** What a match at the edge of the search loses against one at the exact place: enough to settle ties. */
const EDGE_LOSS = 0.005;

/** Where to search in `samples`: what begins at `reference` is to be found again between `from` and `to`, inclusive. */
export interface SearchRange {
  reference: number;
  from: number;
  to: number;
  /** The place wanted when several are equally good. */
  exact: number;
  /** Samples compared. */
  length: number;
  /** Samples averaged to one for the first, coarse search. */
  decimation: number;
}

/**
 * The place in the range whose samples are most like those at the reference: searched first in averages of `decimation`
 * samples, which costs its square less, then sample by sample around the best of these.
 */
export function bestMatch(samples: Float32Array, range: SearchRange): number {
  const { from, to, decimation } = range;
  const coarse = from + coarseMatch(samples, range) * decimation;
  return scan(samples, {
    ...range,
    from: Math.max(from, coarse - decimation),
    to: Math.min(to, coarse + decimation),
  });
}

/** Steps of `decimation` samples from `range.from` to the best coarse match. */
function coarseMatch(samples: Float32Array, range: SearchRange): number {
  const { reference, from, to, exact, length, decimation } = range;
  const compared = Math.floor(length / decimation);
  const steps = Math.floor((to - from) / decimation);
  const averages = new Float32Array(2 * compared + steps);
  average(samples, reference, decimation, averages.subarray(0, compared));
  average(samples, from, decimation, averages.subarray(compared));
  const best = scan(averages, {
    reference: 0,
    from: compared,
    to: compared + steps,
    exact: compared + (exact - from) / decimation,
    length: compared,
    decimation: 1,
  });
  return best - compared;
}

/** Every place of the range compared. */
function scan(samples: Float32Array, { reference, from, to, exact, length }: SearchRange): number {
  const own = energy(samples, reference, length);
  const loss = EDGE_LOSS / Math.max(1, Math.abs(exact - from), Math.abs(to - exact));
  let best = from;
  let bestRank = Number.NEGATIVE_INFINITY;
  let other = energy(samples, from, length);
  for (let at = from; at <= to; at++) {
    const product = innerProduct(samples, reference, samples, at, length);
    const rank = similarity(product, own + other, length) - loss * Math.abs(at - exact);
    if (rank > bestRank) {
      best = at;
      bestRank = rank;
    }
    other = Math.max(0, other + square(samples[at + length]) - square(samples[at]));
  }
  return best;
}

/** Fills `averages` with the means of groups of `size` samples from `at` on. */
function average(samples: Float32Array, at: number, size: number, averages: Float32Array): void {
  for (let i = 0; i < averages.length; i++) {
    let sum = 0;
    for (let k = at + i * size; k < at + (i + 1) * size; k++) sum += samples[k] as number;
    averages[i] = sum / size;
  }
}

/** Past the end of the samples there is silence. */
function square(sample = 0): number {
  return sample * sample;
}
