import { countOf, type NamedTensor } from './named-tensor.ts';

/** How a file holds weight-normed weights: folded, or under the names of either generation of PyTorch. */
export type WeightNormForm = 'folded' | 'parametrizations' | 'weight_g';

const NAMES = {
  parametrizations: ['parametrizations.weight.original0', 'parametrizations.weight.original1'],
  weight_g: ['weight_g', 'weight_v'],
} as const;

/** Directions are stored this much longer than the weights, so that a gain that is left out shows. */
const DIRECTION_SCALE = 2.5;

/** Replaces a folded `<layer>.weight` of shape `[in, out, kernel]` by its gain `[in, 1, 1]` and direction. */
export function splitWeightNorm(tensor: NamedTensor, form: Exclude<WeightNormForm, 'folded'>): NamedTensor[] {
  const layer = tensor.name.slice(0, -'weight'.length);
  const [gain, direction] = NAMES[form];
  const { shape } = tensor;
  return [
    { name: layer + gain, shape: [shape[0] ?? 0, 1, 1], data: () => norms(tensor.data(), shape) },
    { name: layer + direction, shape, data: () => tensor.data().map((value) => value * DIRECTION_SCALE) },
  ];
}

function norms(weight: Float32Array, shape: readonly number[]): Float32Array {
  const row = countOf(shape.slice(1));
  return Float32Array.from({ length: shape[0] ?? 0 }, (_, i) => Math.hypot(...weight.subarray(i * row, (i + 1) * row)));
}
