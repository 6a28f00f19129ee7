import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { affine, linear } from './affine.ts';
import { attentionInputs } from './attention-inputs.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { trainedNorm, transformer } from './transformer.ts';
import type { Weights } from './weights.ts';

/**
 * Codes to content frames. In: `codes [tokens, levels]`, rotary tables, mask and tail. Out: `content [tokens, D]` and
 * `prenet [tokens, C]` for comparison, `upsampled [u * tokens, C]`.
 */
export async function prenetGraph(g: GraphBuilder, weights: Weights, config: DecoderConfig): Promise<void> {
  const codes = g.input('codes', 'float32', ['tokens', config.levels.length]);
  const identity = config.contentDim === config.levels.length;
  const content = identity
    ? codes
    : await linear(g, weights, 'local_quantizer.proj_out', codes, config.contentDim, true);
  g.output('content', content, ['tokens', config.contentDim]);

  const inputs = attentionInputs(g, config.prenet, 'tokens');
  const norms = trainedNorm(g, weights, config.prenet.normEps);
  const prenet = await transformer(g, weights, 'mel_prenet', content, inputs, config.prenet, norms);
  const channels = config.prenet.outputDim ?? config.prenet.dim;
  g.output('prenet', prenet, ['tokens', channels]);

  const factor = config.melUpsampleFactor;
  if (factor === 1) return g.output('upsampled', prenet, ['frames', channels]);
  // ConvTranspose1d with kernel = stride: each token makes `factor` frames on its own. [in, out, k] -> [in, k * out].
  const stored = await weights.tensor('mel_conv_upsample.weight');
  const matrix = new Float32Array(stored.length);
  for (let i = 0; i < channels; i++) {
    for (let o = 0; o < channels; o++) {
      for (let k = 0; k < factor; k++) {
        matrix[(i * factor + k) * channels + o] = stored[(i * channels + o) * factor + k] as number;
      }
    }
  }
  const bias = await weights.tensor('mel_conv_upsample.bias');
  const repeated = new Float32Array(channels * factor);
  for (let k = 0; k < factor; k++) repeated.set(bias, k * channels);
  const spread = affine(g, 'mel_conv_upsample', prenet, matrix, channels * factor, repeated);
  g.output('upsampled', g.op('Reshape', [spread, g.ints(-1, channels)]), ['frames', channels]);
}
