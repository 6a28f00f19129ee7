import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { affine } from './affine.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { timeConvolution } from './time-convolution.ts';
import { transpose, type Weights } from './weights.ts';

/** Kernel of every convolution of Vocos' backbone, in frames. */
const KERNEL = 7;
/** The vocoder's LayerNorm, unlike the model's. */
const EPS = 1e-6;

/** Vocos' backbone: `mel [frames, mels]` -> `[frames, dim]`. */
export async function backbone(g: GraphBuilder, weights: Weights, mel: Value, config: DecoderConfig): Promise<Value> {
  const { inputChannels, dim, layers } = config.vocoder.backbone;
  const norm = async (x: Value, name: string) => {
    const scale = g.weight(`${name}.weight`, await weights.tensor(`${name}.weight`), [dim]);
    const shift = g.weight(`${name}.bias`, await weights.tensor(`${name}.bias`), [dim]);
    return g.op('LayerNormalization', [x, scale, shift], { axis: -1, epsilon: { float: EPS } });
  };
  const embed = { inputs: inputChannels, outputs: dim, kernel: KERNEL };
  let x = await norm(await timeConvolution(g, weights, 'backbone.embed', mel, embed), 'backbone.norm');
  for (let layer = 0; layer < layers; layer++) {
    const name = `backbone.convnext.${layer}`;
    const mixed = await norm(await depthwise(g, weights, `${name}.dwconv`, x, dim), `${name}.norm`);
    x = g.op('Add', [x, await pointwise(g, weights, name, mixed, config)]);
  }
  return norm(x, 'backbone.final_layer_norm');
}

/**
 * Each channel convolved over time on its own. Written as a 2-D convolution of one row, because that is the form for
 * which onnxruntime has a vectorised channel-blocked kernel; it takes the two transposes into its own reordering.
 */
async function depthwise(g: GraphBuilder, weights: Weights, name: string, x: Value, dim: number): Promise<Value> {
  const kernel = g.weight(`${name}.weight`, await weights.tensor(`${name}.weight`), [dim, 1, 1, KERNEL]);
  const bias = g.weight(`${name}.bias`, await weights.tensor(`${name}.bias`), [dim]);
  const image = g.op('Transpose', [g.op('Reshape', [x, g.ints(1, 1, -1, dim)])], { perm: [0, 3, 1, 2] });
  const reach = (KERNEL - 1) / 2;
  const convolved = g.op('Conv', [image, kernel, bias], {
    group: dim,
    kernel_shape: [1, KERNEL],
    pads: [0, reach, 0, reach],
  });
  return g.op('Reshape', [g.op('Transpose', [convolved], { perm: [0, 2, 3, 1] }), g.ints(-1, dim)]);
}

/** Two linear maps of each frame with a GELU (by erf) between; the layer's scale `gamma` is folded into the second. */
async function pointwise(g: GraphBuilder, weights: Weights, name: string, x: Value, config: DecoderConfig) {
  const { dim, intermediate } = config.vocoder.backbone;
  const up = transpose(await weights.tensor(`${name}.pwconv1.weight`), intermediate, dim);
  const upBias = g.weight(`${name}.pwconv1.bias`, await weights.tensor(`${name}.pwconv1.bias`), [intermediate]);
  const opened = g.op('com.microsoft:BiasGelu', [affine(g, `${name}.pwconv1`, x, up, intermediate), upBias]);
  const gamma = await weights.tensor(`${name}.gamma`);
  const down = transpose(await weights.tensor(`${name}.pwconv2.weight`), dim, intermediate);
  const scaled = down.map((weight, index) => weight * (gamma[index % dim] as number));
  const bias = (await weights.tensor(`${name}.pwconv2.bias`)).map((one, index) => one * (gamma[index] as number));
  return affine(g, `${name}.pwconv2`, opened, scaled, dim, bias);
}
