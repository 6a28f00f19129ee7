import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import { affine, linear } from './affine.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { type CountedFrames, type GroupStatistics, groupNorm } from './group-norm.ts';
import { snake } from './snake.ts';
import { neighbourhood, timeConvolution } from './time-convolution.ts';
import type { Weights } from './weights.ts';

const KERNEL = 3;

/** The 48 kHz branch's frames: `[frames, C]` -> `[U, C]`, twice as many and, in the official wiring, one more. */
export async function upsampler(
  g: GraphBuilder,
  weights: Weights,
  input: Value,
  config: DecoderConfig,
  statistics: GroupStatistics,
  counted: readonly CountedFrames[],
): Promise<Value> {
  const { inChannels, factors, kernels } = config.vocoder.upsampler;
  let x = input;
  let channels = inChannels;
  for (const [stage, factor] of factors.entries()) {
    const name = `upsampler.upsample_layers.${stage}`;
    x = await transposedConvolution(g, weights, name, x, channels, factor, kernels[stage] as number);
    channels /= 2;
    const block = `upsampler.resnet_blocks.${stage}`;
    let h = x;
    for (const half of [1, 2]) {
      const frames = counted[stage] as CountedFrames;
      h = await groupNorm(g, weights, `${block}.norm${half}`, h, channels, statistics, frames);
      h = await snake(g, weights, `${block}.snake${half}`, h);
      const shape = { inputs: channels, outputs: channels, kernel: KERNEL };
      h = await timeConvolution(g, weights, `${block}.conv${half}`, h, shape);
    }
    x = g.op('Add', [x, h]);
  }
  const wide = await linear(g, weights, 'upsampler.out_proj', x, inChannels, true);
  return snake(g, weights, 'upsampler.final_snake', wide);
}

/**
 * ConvTranspose1d (`weight [in, out, k]`, weight norm folded) with padding `floor((k - s) / 2)`: every result frame
 * `n = s m + r` is a matrix product over the few input frames that reach it, one product a phase `r`.
 * `[frames, C]` -> `[(frames - 1) s + k - 2 p, C / 2]`.
 */
async function transposedConvolution(
  g: GraphBuilder,
  weights: Weights,
  name: string,
  x: Value,
  inputs: number,
  stride: number,
  kernel: number,
): Promise<Value> {
  const outputs = inputs / 2;
  const padding = Math.floor((kernel - stride) / 2);
  const stored = await weights.tensor(`${name}.weight`);
  const bias = await weights.tensor(`${name}.bias`);
  // Frames beyond the last multiple of the stride: 1 in the official [1, 8] stage, else 0.
  const extra = kernel - 2 * padding - stride;
  const phases: Value[] = [];
  for (let phase = 0; phase < stride; phase++) {
    // Input frame m + d reaches result s m + r through tap j = r + p - s d.
    const taps = Array.from({ length: kernel }, (_, tap) => tap).filter(
      (tap) => (phase + padding - tap) % stride === 0,
    );
    const offsets = taps.map((tap) => (phase + padding - tap) / stride).sort((a, b) => a - b);
    const first = offsets[0] as number;
    const matrix = new Float32Array(offsets.length * inputs * outputs);
    for (const [place, offset] of offsets.entries()) {
      const tap = phase + padding - stride * offset;
      for (let i = 0; i < inputs; i++) {
        for (let o = 0; o < outputs; o++) {
          matrix[(place * inputs + i) * outputs + o] = stored[(i * outputs + o) * kernel + tap] as number;
        }
      }
    }
    const beside = neighbourhood(g, x, inputs, -first, offsets.at(-1) as number, Math.ceil(extra / stride));
    phases.push(affine(g, `${name}.phase${phase}`, beside, matrix, outputs, bias));
  }
  if (phases.length === 1) return phases[0] as Value;
  const beside = g.op('Reshape', [g.op('Concat', phases, { axis: 1 }), g.ints(-1, outputs)]);
  const surplus = Math.ceil(extra / stride) * stride - extra;
  return surplus === 0 ? beside : g.op('Slice', [beside, g.ints(0), g.ints(-surplus), g.ints(0)]);
}
