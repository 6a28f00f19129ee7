import type { TensorShape } from './tensor-shape.ts';

/** Weight and bias of a layer. Only a transposed convolution has outputs that are not its weight's first axis. */
export function affineLayout(
  name: string,
  weight: readonly [number, ...number[]],
  outputs: number = weight[0],
): TensorShape[] {
  return [
    { name: `${name}.weight`, shape: weight },
    { name: `${name}.bias`, shape: [outputs] },
  ];
}
