import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { attentionInputs } from './attention-inputs.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { timeConvolution } from './time-convolution.ts';
import { type Conditioning, transformer } from './transformer.ts';
import { conditionLayout } from './voice-graph.ts';
import type { Weights } from './weights.ts';

/**
 * Content frames to mel. In: `frames [frames, C]`, rotary tables, mask and tail, and `voice [size]`, the vectors that
 * the speaker's embedding becomes. Out: `decoded [frames, mels]` and `mel [frames, mels]`.
 */
export async function melGraph(g: GraphBuilder, weights: Weights, config: DecoderConfig): Promise<void> {
  const channels = config.melDecoder.inputDim ?? config.melDecoder.dim;
  const frames = g.input('frames', 'float32', ['frames', channels]);
  const inputs = attentionInputs(g, config.melDecoder, 'frames');
  const voice = speakerNorm(g, config);
  const decoded = await transformer(g, weights, 'mel_decoder', frames, inputs, config.melDecoder, voice);
  g.output('decoded', decoded, ['frames', config.mels]);
  const residual = await postnet(g, weights, decoded, config);
  g.output('mel', g.op('Add', [decoded, residual]), ['frames', config.mels]);
}

/** AdaLN-Zero: scale, shift and gate of every norm are slices of the input `voice`. */
function speakerNorm(g: GraphBuilder, config: DecoderConfig): Conditioning {
  const layout = conditionLayout(config);
  const voice = g.input('voice', 'float32', [layout.size]);
  const outputs = g.ops('Split', [voice], layout.parts.length, { axis: 0, num_outputs: layout.parts.length });
  const parts = new Map(layout.parts.map((part, index) => [part, outputs[index] as Value]));
  const part = (name: string) => parts.get(name) as Value;
  return {
    norm: (x, name) =>
      g.op('LayerNormalization', [x, part(`${name}.scale`), part(`${name}.shift`)], {
        axis: -1,
        epsilon: { float: config.melDecoder.normEps },
      }),
    gate: (branch, name) => g.op('Mul', [branch, part(`${name}.gate`)]),
  };
}

/** Convolutions of the mel over time with a LayerNorm each, tanh after all but the last. `[frames, mels]`, no residual. */
async function postnet(g: GraphBuilder, weights: Weights, mel: Value, config: DecoderConfig): Promise<Value> {
  const { layers, channels, kernel, inputChannels } = config.postnet;
  let x = mel;
  for (let layer = 0; layer < layers; layer++) {
    const name = `mel_postnet.convolutions.${layer}`;
    const inputs = layer === 0 ? inputChannels : channels;
    const outputs = layer === layers - 1 ? inputChannels : channels;
    x = await timeConvolution(g, weights, `${name}.0`, x, { inputs, outputs, kernel });
    const scale = g.weight(`${name}.1.weight`, await weights.tensor(`${name}.1.norm.weight`), [outputs]);
    const shift = g.weight(`${name}.1.bias`, await weights.tensor(`${name}.1.norm.bias`), [outputs]);
    x = g.op('LayerNormalization', [x, scale, shift], { axis: -1, epsilon: { float: POSTNET_EPS } });
    if (layer < layers - 1) x = g.op('Tanh', [x]);
  }
  return x;
}

const POSTNET_EPS = 1e-5;
