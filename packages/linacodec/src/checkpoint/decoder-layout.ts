import { affineLayout } from './affine-layout.ts';
import type { DecoderConfig } from './decoder-config.ts';
import type { TensorShape } from './tensor-shape.ts';
import { transformerLayout } from './transformer-layout.ts';
import { vocoderLayout } from './vocoder-layout.ts';

/** The tensors of each of the two weight files. */
export interface DecoderLayout {
  model: TensorShape[];
  vocoder: TensorShape[];
}

/**
 * Every tensor that decoding needs, by its official name, in the order in which the signal meets it. Weight-normed
 * convolutions are listed folded, as `upsampler.upsample_layers.{i}.weight`.
 */
export function decoderLayout(config: DecoderConfig): DecoderLayout {
  return { model: modelLayout(config), vocoder: vocoderLayout(config.vocoder) };
}

function modelLayout(config: DecoderConfig): TensorShape[] {
  const { levels, contentDim, melUpsampleFactor: factor, prenet, melDecoder, postnet } = config;
  const width = prenet.outputDim ?? prenet.dim;
  return [
    // Without a change of width the class leaves the projection out.
    ...(contentDim === levels.length ? [] : affineLayout('local_quantizer.proj_out', [contentDim, levels.length])),
    ...transformerLayout('mel_prenet', prenet),
    ...(factor === 1 ? [] : affineLayout('mel_conv_upsample', [width, width, factor])),
    ...transformerLayout('mel_decoder', melDecoder),
    ...postnetLayout(postnet),
  ];
}

function postnetLayout({ inputChannels, channels, kernel, layers }: DecoderConfig['postnet']): TensorShape[] {
  return Array.from({ length: layers }, (_, i) => {
    const from = i === 0 ? inputChannels : channels;
    const to = i === layers - 1 ? inputChannels : channels;
    const name = `mel_postnet.convolutions.${i}`;
    return [...affineLayout(`${name}.0`, [to, from, kernel]), ...affineLayout(`${name}.1.norm`, [to])];
  }).flat();
}
