import { concat } from './concat.ts';
import type { Hostile } from './hostile.ts';
import type { NamedTensor } from './named-tensor.ts';
import { splitWeightNorm } from './split-weight-norm.ts';
import { type TorchArchiveOptions, writeTorchArchive } from './write-torch-archive.ts';

const FIRST = 'backbone.embed.weight';
const GAMMA = 'backbone.convnext.0.gamma';
const LAYER = 'upsampler.upsample_layers.0';
const WEIGHT = `${LAYER}.weight`;
const GAIN = `${LAYER}.parametrizations.weight.original0`;
const DIRECTION = `${LAYER}.parametrizations.weight.original1`;

/** State dicts that can be read but do not fit the configuration; the tensors are those of a good one, folded. */
export function hostileVocoders(tensors: readonly NamedTensor[]): Hostile[] {
  const write = (list: readonly NamedTensor[], options?: TorchArchiveOptions) =>
    concat(writeTorchArchive(list, options));
  const change = (name: string, to: (tensor: NamedTensor) => NamedTensor[]) =>
    tensors.flatMap((tensor) => (tensor.name === name ? to(tensor) : [tensor]));
  const pair = (to: (gain: NamedTensor, direction: NamedTensor) => NamedTensor[]) =>
    write(
      change(WEIGHT, (weight) => {
        const [gain, direction] = splitWeightNorm(weight, 'parametrizations');
        return gain && direction ? to(gain, direction) : [];
      }),
      { form: 'folded' },
    );
  const filled = (tensor: NamedTensor, value: number): NamedTensor => {
    return { ...tensor, data: () => tensor.data().slice().fill(value, 2, 3) };
  };
  const rows: [what: string, bytes: Uint8Array, tensor: string, found: string, expected: string][] = [
    ['no gamma', write(change(GAMMA, () => [])), GAMMA, 'no such tensor', 'one of shape [64]'],
    [
      'a scalar',
      write(change(GAMMA, (t) => [{ ...t, shape: [], data: () => new Float32Array(1) }])),
      GAMMA,
      'shape []',
      '[64]',
    ],
    ['a column', write(change(GAMMA, (t) => [{ ...t, shape: [64, 1] }])), GAMMA, 'shape [64,1]', '[64]'],
    ['NaN', write(change(GAMMA, (t) => [filled(t, Number.NaN)])), GAMMA, 'NaN as number 2 of 64', 'finite'],
    [
      'NaN as half',
      write(
        change(GAMMA, (t) => [filled(t, Number.NaN)]),
        { dtype: 'F16' },
      ),
      GAMMA,
      'NaN as number 2',
      'finite',
    ],
    [
      'more than half can say',
      write(
        change(GAMMA, (t) => [filled(t, 1e5)]),
        { dtype: 'F16' },
      ),
      GAMMA,
      'Infinity',
      'finite',
    ],
    [
      'whole numbers',
      write(tensors, { storageType: 'LongStorage', dtype: 'F64' }),
      FIRST,
      'type I64',
      'F32, F16, BF16, F64',
    ],
    [
      'a layer too many',
      write(change(GAMMA, (t) => [t, { ...t, name: 'backbone.convnext.2.gamma' }])),
      'backbone.convnext.2.gamma',
      'a tensor in the list backbone.convnext.',
      'no more',
    ],
    [
      'a tensor with and without a prefix',
      write(change(GAMMA, (t) => [t, { ...t, name: `module.${GAMMA}` }])),
      GAMMA,
      'it twice',
      'it once',
    ],
    ['no weight', write(change(WEIGHT, () => [])), WEIGHT, 'no such tensor', 'one of shape [64,32,8]'],
    ['a gain without direction', pair((gain) => [gain]), DIRECTION, 'no such tensor', 'one of shape [64,32,8]'],
    ['a direction without gain', pair((_, direction) => [direction]), GAIN, 'no such tensor', 'one of shape [64,1,1]'],
    [
      'a gain of another axis',
      pair((gain, direction) => [{ ...gain, shape: [1, 64, 1] }, direction]),
      GAIN,
      'shape [1,64,1]',
      '[64,1,1]',
    ],
    [
      'a direction too short',
      pair((gain) => [gain, { ...gain, name: DIRECTION }]),
      DIRECTION,
      'shape [64,1,1]',
      '[64,32,8]',
    ],
    [
      'a gain of an older name',
      pair((gain, direction) => [{ ...gain, name: `${LAYER}.weight_g` }, direction]),
      WEIGHT,
      `${DIRECTION} and ${LAYER}.weight_g`,
      'only one form',
    ],
    [
      'a pair and its product',
      pair((gain, direction) => [gain, direction, { ...direction, name: WEIGHT }]),
      WEIGHT,
      `${WEIGHT} and ${GAIN} and ${DIRECTION}`,
      'only one form',
    ],
    [
      'a direction of zeros',
      pair((gain, direction) => [gain, { ...direction, data: () => direction.data().fill(0, 0, 256) }]),
      WEIGHT,
      'NaN as number 0 of 16384',
      'after weight norm',
    ],
    [
      'an infinite gain',
      pair((gain, direction) => [filled(gain, Number.POSITIVE_INFINITY), direction]),
      WEIGHT,
      'Infinity as number 512',
      'finite',
    ],
  ];
  return rows.map(([what, bytes, tensor, found, expected]) => ({ what, bytes, tensor, found, expected }));
}
