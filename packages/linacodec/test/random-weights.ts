import type { Checkpoint } from '../src/checkpoint/assemble-checkpoint.ts';
import type { DecoderConfig } from '../src/checkpoint/decoder-config.ts';
import { decoderLayout } from '../src/checkpoint/decoder-layout.ts';
import type { TensorShape } from '../src/checkpoint/tensor-shape.ts';
import { countParameters } from '../src/checkpoint/tensor-shape.ts';
import type { Weights } from '../src/graph/weights.ts';
import { seededRandom } from './checkpoint/seeded-random.ts';

/** Values in [-1, 1) that are the same for the same seed. */
export function randomValues(length: number, seed: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => 2 * random() - 1);
}

/**
 * Random tensors of the given shapes, the same at every call. Matrices and kernels are as large as keeps a signal's
 * level, so that errors neither vanish nor blow up on their way.
 */
export function randomWeights(shapes: readonly TensorShape[]): Weights {
  const places = new Map(shapes.map(({ name, shape }, index) => [name, { shape, index }]));
  return {
    async tensor(name) {
      const found = places.get(name);
      if (found === undefined) throw new RangeError(`there is no tensor ${name}`);
      const [, ...inner] = found.shape;
      const fan = inner.reduce((product, size) => product * size, 1);
      const length = (found.shape[0] as number) * fan;
      return randomValues(length, found.index + 1).map((value) => value * Math.sqrt(3 / fan));
    },
  };
}

/** A checkpoint of random weights. */
export function randomCheckpoint(config: DecoderConfig): Checkpoint {
  const layout = decoderLayout(config);
  const shapes = [...layout.model, ...layout.vocoder];
  const { tensor } = randomWeights(shapes);
  return { config, layout, parameters: countParameters(shapes), tensor: (name) => tensor(name) };
}
