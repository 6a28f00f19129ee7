import { CheckpointError } from './checkpoint-error.ts';
import type { DecoderConfig } from './decoder-config.ts';
import { type DecoderLayout, decoderLayout } from './decoder-layout.ts';
import { foldWeightNorm } from './fold-weight-norm.ts';
import { readTensor } from './read-tensor.ts';
import { resolveTensors, type TensorParts } from './resolve-tensors.ts';
import type { StoredTensor } from './stored-tensor.ts';
import { countParameters } from './tensor-shape.ts';

/** Where the official layout keeps all weights but the vocoder's. */
export const MODEL_WEIGHTS_PATH = 'model.safetensors';

/** Where the official layout keeps the vocoder's weights. */
export const VOCODER_WEIGHTS_PATH = 'vocoder/pytorch_model.bin';

/** A decoder's configuration and weights; the weights stay in their files until they are asked for. */
export interface Checkpoint {
  readonly config: DecoderConfig;
  readonly layout: DecoderLayout;
  /** Weights of the decoder in all, folded. */
  readonly parameters: number;
  /**
   * Reads one tensor by its name in the layout, as float32 in C order. Throws a CheckpointError when it holds a number
   * that is not finite, and a RangeError when the layout has no such name.
   */
  tensor(name: string): Promise<Float32Array>;
}

/** What the two weight files hold, by name. */
export interface StoredWeights {
  model: ReadonlyMap<string, StoredTensor>;
  vocoder: ReadonlyMap<string, StoredTensor>;
}

/** Puts a checkpoint together. Throws a CheckpointError unless every tensor of the layout is there as it must be. */
export function assembleCheckpoint(config: DecoderConfig, weights: StoredWeights): Checkpoint {
  const layout = decoderLayout(config);
  const parts = new Map([
    ...resolveTensors(layout.model, weights.model, MODEL_WEIGHTS_PATH),
    ...resolveTensors(layout.vocoder, weights.vocoder, VOCODER_WEIGHTS_PATH),
  ]);
  return {
    config,
    layout,
    parameters: countParameters([...layout.model, ...layout.vocoder]),
    async tensor(name) {
      const found = parts.get(name);
      if (found === undefined) throw new RangeError(`the layout has no tensor '${name}'`);
      return readParts(name, found);
    },
  };
}

async function readParts(name: string, parts: TensorParts): Promise<Float32Array> {
  const [weight, direction] = await Promise.all(parts.map(readTensor));
  const [stored] = parts;
  if (weight === undefined || stored === undefined) throw new RangeError(`tensor '${name}' has no parts`);
  const numbers = direction === undefined ? weight : foldWeightNorm(weight, direction);
  checkFinite(numbers, stored.file.name, name);
  return numbers;
}

function checkFinite(numbers: Float32Array, file: string, tensor: string): void {
  let at = 0;
  while (at < numbers.length && Number.isFinite(numbers[at])) at += 1;
  if (at === numbers.length) return;
  const found = `${numbers[at]} as number ${at} of ${numbers.length}`;
  throw new CheckpointError({ file, tensor, found, expected: 'finite numbers, also as float32 and after weight norm' });
}
