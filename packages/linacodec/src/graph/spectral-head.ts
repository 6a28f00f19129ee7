import type { HeadConfig } from '../checkpoint/decoder-config.ts';
import { affine, linear } from './affine.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Weights } from './weights.ts';

/** Upper bound of a magnitude; part of the trained function. */
const LOUDEST = 100;

/**
 * Frames to windowed pieces of signal, by magnitude and phase: `[frames, dim]` -> results `NAME.even` and `NAME.odd`,
 * each `[frames, n_fft / 2]`.
 *
 * The inverse DFT is two matrix products, with the window in the matrices: cosines give the part that is the same
 * for sample n and sample n_fft - n, sines the part of opposite sign, so half of each is enough. For n = 1 ..
 * n_fft / 2, sample n of a frame is `even[n - 1] - odd[n - 1]` and sample n_fft - n is `even[n - 1] + odd[n - 1]`;
 * sample 0 is 0, as the window is. A product of this size runs at the speed of the other layers, and on all their
 * threads, where an FFT outside would not.
 */
export async function spectralHead(g: GraphBuilder, weights: Weights, name: string, x: Value, head: HeadConfig) {
  const half = head.nFft / 2;
  const bins = half + 1;
  const z = await linear(g, weights, `${name}.out`, x, 2 * bins, true);
  const [logMagnitude, phase] = g.ops('Split', [z], 2, { axis: 1, num_outputs: 2 }) as [Value, Value];
  const magnitude = g.op('Min', [g.op('Exp', [logMagnitude]), g.scalar(LOUDEST)]);
  const real = g.op('Mul', [magnitude, g.op('Cos', [phase])]);
  const imaginary = g.op('Mul', [magnitude, g.op('Sin', [phase])]);
  const { even, odd } = inverseMatrices(head.nFft);
  const size = [`${name}.frames`, half];
  g.output(`${name}.even`, affine(g, `idft${head.nFft}.even`, real, even, half), size);
  g.output(`${name}.odd`, affine(g, `idft${head.nFft}.odd`, imaginary, odd, half), size);
}

/** Inverse real DFT times the periodic Hann window, for samples 1 to n_fft / 2: `[bins, n_fft / 2]` each. */
function inverseMatrices(size: number): { even: Float32Array; odd: Float32Array } {
  const half = size / 2;
  const even = new Float32Array((half + 1) * half);
  const odd = new Float32Array((half + 1) * half);
  for (let n = 1; n <= half; n++) {
    const window = (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)) / size;
    for (let k = 0; k <= half; k++) {
      const angle = (2 * Math.PI * ((k * n) % size)) / size;
      const inner = k > 0 && k < half;
      even[k * half + n - 1] = (inner ? 2 : 1) * window * Math.cos(angle);
      odd[k * half + n - 1] = inner && n < half ? 2 * window * Math.sin(angle) : 0;
    }
  }
  return { even, odd };
}
