import type { DecoderConfig } from '../../src/checkpoint/decoder-config.ts';
import type { Weights } from '../../src/graph/weights.ts';
import { addRows, convolveRows, linearRows, type Rows } from './rows.ts';

const GROUPS = 32;
const EPS = 1e-6;

/** The vocoder's upsampler over a whole utterance, as its definition has it: `[frames, C]` -> `[U, C]`. */
export async function denseUpsampler(weights: Weights, input: Rows, config: DecoderConfig): Promise<Rows> {
  const { factors, kernels } = config.vocoder.upsampler;
  let x = input;
  for (const [stage, factor] of factors.entries()) {
    const name = `upsampler.upsample_layers.${stage}`;
    const [weight, bias] = await both(weights, name);
    x = transposedConvolution(x, weight, bias, factor, kernels[stage] as number);
    let h = x;
    for (const half of [1, 2]) {
      const block = `upsampler.resnet_blocks.${stage}`;
      h = groupNorm(h, ...(await both(weights, `${block}.norm${half}`)));
      h = snake(h, await weights.tensor(`${block}.snake${half}.alpha`));
      h = convolveRows(h, ...(await both(weights, `${block}.conv${half}`)), 3);
    }
    x = addRows(x, h);
  }
  const wide = linearRows(x, ...(await both(weights, 'upsampler.out_proj')));
  return snake(wide, await weights.tensor('upsampler.final_snake.alpha'));
}

async function both(weights: Weights, name: string): Promise<[Float32Array, Float32Array]> {
  return [await weights.tensor(`${name}.weight`), await weights.tensor(`${name}.bias`)];
}

/** Every input frame adds its kernel to the result: `weight [inputs, outputs, kernel]`. */
function transposedConvolution(
  x: Rows,
  weight: Float32Array,
  bias: Float32Array,
  stride: number,
  kernel: number,
): Rows {
  const padding = Math.floor((kernel - stride) / 2);
  const length = (x.length - 1) * stride + kernel - 2 * padding;
  const result: Rows = Array.from({ length }, () => Array.from(bias));
  for (const [frame, row] of x.entries()) {
    for (let tap = 0; tap < kernel; tap++) {
      const target = result[frame * stride + tap - padding];
      if (target === undefined) continue;
      for (let o = 0; o < bias.length; o++) {
        for (const [i, value] of row.entries()) {
          target[o] = (target[o] as number) + value * (weight[(i * bias.length + o) * kernel + tap] as number);
        }
      }
    }
  }
  return result;
}

function groupNorm(x: Rows, scale: Float32Array, shift: Float32Array): Rows {
  const width = scale.length / GROUPS;
  const result = x.map((row) => row.slice());
  for (let group = 0; group < GROUPS; group++) {
    const values = x.flatMap((row) => row.slice(group * width, (group + 1) * width));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    for (const row of result) {
      for (let c = group * width; c < (group + 1) * width; c++) {
        row[c] =
          (((row[c] as number) - mean) / Math.sqrt(variance + EPS)) * (scale[c] as number) + (shift[c] as number);
      }
    }
  }
  return result;
}

function snake(x: Rows, alpha: Float32Array): Rows {
  return x.map((row) => row.map((v, i) => v + Math.sin((alpha[i] as number) * v) ** 2 / ((alpha[i] as number) + 1e-9)));
}
