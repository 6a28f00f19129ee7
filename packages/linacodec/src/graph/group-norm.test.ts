import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomValues, randomWeights } from '../../test/random-weights.ts';
import { type Run, withGraph } from '../../test/run-graph.ts';
import { GROUPS, type GroupStatistics, groupNorm } from './group-norm.ts';

const CHANNELS = 2 * GROUPS;
const WEIGHTS = randomWeights(['weight', 'bias'].map((part) => ({ name: `norm.${part}`, shape: [CHANNELS] })));

/** What one norm has seen. */
interface Seen {
  count: number;
  mean: Float32Array;
  deviation: Float32Array;
}

const NOTHING: Seen = { count: 0, mean: new Float32Array(GROUPS), deviation: new Float32Array(GROUPS) };

/** One norm as a graph of its own. */
const withNorm = (use: (run: Run) => Promise<void>) =>
  withGraph(async (g) => {
    const x = g.input('x', 'float32', ['frames', CHANNELS]);
    const statistics: GroupStatistics = {
      mean: g.input('mean', 'float32', [1, GROUPS]),
      deviation: g.input('deviation', 'float32', [1, GROUPS]),
      count: g.input('count', 'float32', [1, 1]),
      after: { mean: [], deviation: [] },
    };
    const counted = g.input('counted', 'float32', [1, 'frames']);
    const total = g.input('total', 'float32', [1]);
    g.output('y', await groupNorm(g, WEIGHTS, 'norm', x, CHANNELS, statistics, { counted, total }), [
      'frames',
      CHANNELS,
    ]);
    for (const [name, [value]] of Object.entries(statistics.after))
      if (value) g.output(`${name}_after`, value, [1, GROUPS]);
    return ['y', 'mean_after', 'deviation_after'];
  }, use);

/** Runs frames of which `counted` count, after `seen`. */
async function step(
  run: Run,
  x: Float32Array,
  counted: Float32Array,
  seen: Seen,
): Promise<{ y: Float32Array; seen: Seen }> {
  const total = counted.reduce((sum, one) => sum + one, 0);
  const { y, mean_after, deviation_after } = (await run({
    x: { data: x, dims: [counted.length, CHANNELS] },
    counted: { data: counted, dims: [1, counted.length] },
    total: { data: Float32Array.of(total), dims: [1] },
    mean: { data: seen.mean, dims: [1, GROUPS] },
    deviation: { data: seen.deviation, dims: [1, GROUPS] },
    count: { data: Float32Array.of(seen.count), dims: [1, 1] },
  })) as Record<'y' | 'mean_after' | 'deviation_after', Float32Array>;
  return { y, seen: { count: seen.count + (total * CHANNELS) / GROUPS, mean: mean_after, deviation: deviation_after } };
}

const ones = (length: number) => new Float32Array(length).fill(1);

/** Frames around `level`, whose spread is 1. */
const frames = (count: number, seed: number, level = 0) =>
  randomValues(count * CHANNELS, seed).map((value) => level + value);

/** Mean and sum of squared deviations of each group, and the normalised frames, in float64. */
async function definition(x: Float32Array) {
  const scale = await WEIGHTS.tensor('norm.weight');
  const shift = await WEIGHTS.tensor('norm.bias');
  const groupOf = (n: number) => Math.floor((n % CHANNELS) / (CHANNELS / GROUPS));
  const size = x.length / GROUPS;
  const mean = new Array<number>(GROUPS).fill(0);
  const deviation = new Array<number>(GROUPS).fill(0);
  const add = (sums: number[], n: number, value: number) => {
    sums[groupOf(n)] = (sums[groupOf(n)] as number) + value;
  };
  for (const [n, value] of x.entries()) add(mean, n, value / size);
  for (const [n, value] of x.entries()) add(deviation, n, (value - (mean[groupOf(n)] as number)) ** 2);
  const y = Array.from(x, (value, n) => {
    const variance = (deviation[groupOf(n)] as number) / size;
    const normal = (value - (mean[groupOf(n)] as number)) / Math.sqrt(variance + 1e-6);
    return normal * (scale[n % CHANNELS] as number) + (shift[n % CHANNELS] as number);
  });
  return { mean, deviation, y };
}

describe('groupNorm', () => {
  it('is as its definition when nothing was seen before', () =>
    withNorm(async (run) => {
      const x = frames(9, 1, 0.3);
      const { y } = await step(run, x, ones(9), NOTHING);
      expect(maxAbs(y, (await definition(x)).y)).toBeLessThan(2e-5);
    }));

  it('is as its definition for a single frame', () =>
    withNorm(async (run) => {
      const x = frames(1, 2);
      const { y } = await step(run, x, ones(1), NOTHING);
      expect(maxAbs(y, (await definition(x)).y)).toBeLessThan(2e-5);
    }));

  it.each([
    ['of the same kind', [10, 10], [0, 0]],
    ['of other levels', [5, 20, 1, 14], [0, 3, -2, 7]],
    ['far from zero, where sums of squares would have lost the spread', [10, 10], [1000, 1000]],
  ])('joins parts %s as if they had come at once', (_, counts, levels) =>
    withNorm(async (run) => {
      const parts = counts.map((count, n) => frames(count, n + 3, levels[n]));
      const whole = Float32Array.from(parts.flatMap((part) => [...part]));
      const right = await definition(whole);
      let seen = NOTHING;
      let last = new Float32Array(0);
      for (const part of parts) {
        const made = await step(run, part, ones(part.length / CHANNELS), seen);
        seen = made.seen;
        last = Float32Array.from(made.y);
      }
      const together = (await step(run, whole, ones(whole.length / CHANNELS), NOTHING)).seen;
      expect(seen.count).toBe(together.count);
      const largest = Math.max(1, ...levels.map(Math.abs));
      for (const one of [seen, together]) {
        expect(maxAbs(one.mean, right.mean) / largest).toBeLessThan(1e-6);
        expect(maxAbs(one.deviation, right.deviation) / Math.max(...right.deviation)).toBeLessThan(1e-4);
      }
      // The last part is normalised by what all parts have shown.
      expect(maxAbs(last, right.y.slice(-last.length)) / largest).toBeLessThan(1e-4);
    }),
  );

  it('normalises frames that do not count without counting them', () =>
    withNorm(async (run) => {
      const x = frames(8, 9);
      const counted = Float32Array.of(0, 0, 1, 1, 1, 1, 0, 0);
      const { y, seen } = await step(run, x, counted, NOTHING);
      const inner = x.slice(2 * CHANNELS, 6 * CHANNELS);
      const right = await definition(inner);
      expect(maxAbs(seen.mean, right.mean)).toBeLessThan(1e-6);
      expect(maxAbs(y.subarray(2 * CHANNELS, 6 * CHANNELS), right.y)).toBeLessThan(2e-5);
      expect(y.every(Number.isFinite)).toBe(true);
    }));

  it('leaves what was seen as it is when no frame counts', () =>
    withNorm(async (run) => {
      const { seen } = await step(run, frames(5, 4), ones(5), NOTHING);
      const { seen: after } = await step(run, frames(3, 5, 50), new Float32Array(3), seen);
      expect(after).toEqual(seen);
    }));

  it('is finite for constant frames, whose variance is 0', () =>
    withNorm(async (run) => {
      const { y } = await step(run, new Float32Array(4 * CHANNELS).fill(2), ones(4), NOTHING);
      const shift = await WEIGHTS.tensor('norm.bias');
      // 1 / sqrt(epsilon) is 1000 times as large as the rounding of a product with it.
      expect(maxAbs(y.subarray(0, CHANNELS), shift)).toBeLessThan(1e-3);
    }));
});
