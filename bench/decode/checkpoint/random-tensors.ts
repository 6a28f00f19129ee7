import { elements, type TensorShape } from '../../../packages/linacodec/src/checkpoint/tensor-shape.ts';
import type { NamedTensor } from '../../../packages/linacodec/test/checkpoint/named-tensor.ts';
import { seededRandom } from '../../../packages/linacodec/test/checkpoint/seeded-random.ts';

/** Range of biases: a head's bias moves the logarithm of a magnitude, and a large one would drown the signal. */
const BIAS = 0.05;
/** How far gains (norms, layer scales, slopes) lie from 1. */
const GAIN_SPREAD = 0.1;

/** Centre of the range that numbers are drawn from, and half its width. */
interface Range {
  centre: number;
  spread: number;
}

/**
 * Tensors of these shapes with random numbers that are the same for the same seed, whatever the order in which they
 * are asked for. Matrices keep the level of a signal (uniform, variance one over the inputs), gains are about 1 and
 * biases about 0, so that the audio is finite and of a modest level.
 */
export function randomTensors(shapes: readonly TensorShape[], seed: number): NamedTensor[] {
  return shapes.map(({ name, shape }, index) => ({
    name,
    shape,
    data: () => randomNumbers(elements(shape), rangeOf(name, shape), seed + index),
  }));
}

function rangeOf(name: string, shape: readonly number[]): Range {
  if (name.endsWith('.bias')) return { centre: 0, spread: BIAS };
  if (shape.length === 1 || name.endsWith('.alpha')) return { centre: 1, spread: GAIN_SPREAD };
  return { centre: 0, spread: Math.sqrt(3 / elements(shape.slice(1))) };
}

function randomNumbers(count: number, { centre, spread }: Range, seed: number): Float32Array {
  const random = seededRandom(seed);
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = centre + spread * (2 * random() - 1);
  return numbers;
}
