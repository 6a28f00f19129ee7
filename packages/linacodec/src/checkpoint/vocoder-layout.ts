import { affineLayout } from './affine-layout.ts';
import type { DecoderConfig, HeadConfig } from './decoder-config.ts';
import type { TensorShape } from './tensor-shape.ts';

type Vocoder = DecoderConfig['vocoder'];

/** Taps of the backbone's convolutions; a fixed number of the class. */
const BACKBONE_KERNEL = 7;

/** Taps of the convolutions between the upsampler's stages; a fixed number of the class. */
const RESIDUAL_KERNEL = 3;

/** The tensors of the vocoder file. */
export function vocoderLayout({ backbone, head, head48k, upsampler }: Vocoder): TensorShape[] {
  return [
    ...backboneLayout(backbone),
    ...headLayout('head', head),
    ...upsamplerLayout(upsampler),
    ...headLayout('head_48k', head48k),
  ];
}

function backboneLayout({ inputChannels, dim, intermediate, layers }: Vocoder['backbone']): TensorShape[] {
  return [
    ...affineLayout('backbone.embed', [dim, inputChannels, BACKBONE_KERNEL]),
    ...affineLayout('backbone.norm', [dim]),
    ...Array.from({ length: layers }, (_, i) => convNextLayout(`backbone.convnext.${i}`, dim, intermediate)).flat(),
    ...affineLayout('backbone.final_layer_norm', [dim]),
  ];
}

function convNextLayout(name: string, dim: number, intermediate: number): TensorShape[] {
  return [
    ...affineLayout(`${name}.dwconv`, [dim, 1, BACKBONE_KERNEL]),
    ...affineLayout(`${name}.norm`, [dim]),
    ...affineLayout(`${name}.pwconv1`, [intermediate, dim]),
    ...affineLayout(`${name}.pwconv2`, [dim, intermediate]),
    { name: `${name}.gamma`, shape: [dim] },
  ];
}

/** Magnitude and phase of each of the `nFft / 2 + 1` bins. */
function headLayout(name: string, { dim, nFft }: HeadConfig): TensorShape[] {
  return affineLayout(`${name}.out`, [nFft + 2, dim]);
}

function upsamplerLayout({ inChannels, kernels }: Vocoder['upsampler']): TensorShape[] {
  const narrowest = inChannels / 2 ** kernels.length;
  return [
    ...kernels.flatMap((kernel, i) => stageLayout(i, inChannels / 2 ** i, kernel)),
    ...affineLayout('upsampler.out_proj', [inChannels, narrowest]),
    { name: 'upsampler.final_snake.alpha', shape: [1, inChannels, 1] },
  ];
}

function stageLayout(stage: number, from: number, kernel: number): TensorShape[] {
  const to = from / 2;
  const block = `upsampler.resnet_blocks.${stage}`;
  return [
    ...affineLayout(`upsampler.upsample_layers.${stage}`, [from, to, kernel], to),
    ...[1, 2].flatMap((half) => [
      ...affineLayout(`${block}.norm${half}`, [to]),
      { name: `${block}.snake${half}.alpha`, shape: [1, to, 1] },
      ...affineLayout(`${block}.conv${half}`, [to, to, RESIDUAL_KERNEL]),
    ]),
  ];
}
