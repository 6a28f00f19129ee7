import type { TensorShape } from './tensor-shape.ts';

/** Layers that the vocoder normalises the weights of. */
const NORMED = /^(upsampler\.upsample_layers\.\d+)\.weight$/;

/**
 * The ways in which a file may hold one tensor of the layout, each as the tensors it takes: most have one way, as they
 * are. A weight-normed weight may be folded already or be its two factors, gain and direction in this order, under the
 * names of either generation of PyTorch.
 */
export function weightForms({ name, shape }: TensorShape): readonly (readonly TensorShape[])[] {
  const layer = NORMED.exec(name)?.[1];
  const folded = [{ name, shape }];
  if (layer === undefined) return [folded];
  // One gain to each input channel, which is the first axis.
  const gain = shape.map((size, axis) => (axis === 0 ? size : 1));
  return [
    folded,
    [
      { name: `${layer}.parametrizations.weight.original0`, shape: gain },
      { name: `${layer}.parametrizations.weight.original1`, shape },
    ],
    [
      { name: `${layer}.weight_g`, shape: gain },
      { name: `${layer}.weight_v`, shape },
    ],
  ];
}
