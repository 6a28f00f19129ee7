import { describe, expect, it } from 'vitest';
import { maxAbs } from '../../test/golden.ts';
import { randomValues } from '../../test/random-weights.ts';
import { type BuildGraph, withGraph } from '../../test/run-graph.ts';
import { spectralHead } from './spectral-head.ts';
import type { Weights } from './weights.ts';

const SIZE = 16;
const BINS = SIZE / 2 + 1;

/** Logarithms of magnitudes, then phases, go through a layer that changes nothing. */
const IDENTITY: Weights = {
  async tensor(name) {
    const width = 2 * BINS;
    if (name.endsWith('.bias')) return new Float32Array(width);
    return Float32Array.from({ length: width * width }, (_, n) => (n % (width + 1) === 0 ? 1 : 0));
  },
};

/** Results for frames of `[BINS]` logarithms and `[BINS]` phases. */
async function headOf(frames: Float32Array) {
  const build: BuildGraph = async (g) => {
    const x = g.input('x', 'float32', ['frames', 2 * BINS]);
    await spectralHead(g, IDENTITY, 'head', x, { dim: 2 * BINS, nFft: SIZE, hop: 4, padding: 'center' });
    return ['head.even', 'head.odd'];
  };
  const dims = [frames.length / (2 * BINS), 2 * BINS];
  const result = await withGraph(build, (run) => run({ x: { data: frames, dims } }));
  return { even: result['head.even'] ?? new Float32Array(0), odd: result['head.odd'] ?? new Float32Array(0) };
}

/** All samples of one frame, from its two halves. */
function unfolded(even: Float32Array, odd: Float32Array): number[] {
  const samples = new Array<number>(SIZE).fill(0);
  for (let n = 1; n <= SIZE / 2; n++) {
    samples[SIZE - n] = (even[n - 1] as number) + (odd[n - 1] as number);
    samples[n] = (even[n - 1] as number) - (odd[n - 1] as number);
  }
  return samples;
}

/** Inverse real DFT of magnitudes up to 100, times the periodic Hann window. */
function definition(frame: Float32Array): number[] {
  return Array.from({ length: SIZE }, (_, n) => {
    let sum = 0;
    for (let k = 0; k < BINS; k++) {
      const magnitude = Math.min(Math.exp(frame[k] as number), 100);
      const phase = frame[BINS + k] as number;
      const angle = (2 * Math.PI * k * n) / SIZE;
      const outer = k === 0 || k === BINS - 1;
      // The imaginary parts of the first and the last bin do not count.
      const value = Math.cos(phase) * Math.cos(angle) - (outer ? 0 : Math.sin(phase) * Math.sin(angle));
      sum += (outer ? 1 : 2) * magnitude * value;
    }
    return (sum / SIZE) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE));
  });
}

describe('spectralHead', () => {
  it('is the windowed inverse transform of magnitude and phase', async () => {
    const frames = randomValues(3 * 2 * BINS, 1).map((value) => 3 * value);
    const { even, odd } = await headOf(frames);
    for (let frame = 0; frame < 3; frame++) {
      const part = [frame * (SIZE / 2), (frame + 1) * (SIZE / 2)] as const;
      const samples = unfolded(even.subarray(...part), odd.subarray(...part));
      const right = definition(frames.subarray(frame * 2 * BINS, (frame + 1) * 2 * BINS));
      expect(maxAbs(samples, right)).toBeLessThan(1e-5);
    }
  });

  it('bounds magnitudes at 100, infinite ones too', async () => {
    const frame = new Float32Array(2 * BINS).fill(-100, 0, BINS);
    frame[3] = 4.6;
    frame[5] = 200;
    const { even, odd } = await headOf(frame);
    expect(maxAbs(unfolded(even, odd), definition(frame))).toBeLessThan(1e-4);
  });
});
