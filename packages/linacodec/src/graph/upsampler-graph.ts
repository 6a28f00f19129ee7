import type { DecoderConfig } from '../checkpoint/decoder-config.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { type CountedFrames, GROUPS, type GroupStatistics } from './group-norm.ts';
import { spectralHead } from './spectral-head.ts';
import { upsampler } from './upsampler.ts';
import type { Weights } from './weights.ts';

/**
 * The vocoder's features to the 48 kHz branch. In: `features [frames, dim]`; what the group norms saw before (`mean`,
 * `deviation` `[norms, GROUPS]`, `count [norms, 1]`); which frames count at each stage (`counted.I [1, frames]`,
 * `total.I [1]`). Out: `head_48k.even`, `head_48k.odd`; `mean_after`, `deviation_after` `[norms, GROUPS]`;
 * `upsampled [U, dim]` for comparison.
 */
export async function upsamplerGraph(g: GraphBuilder, weights: Weights, config: DecoderConfig): Promise<void> {
  const { factors, inChannels } = config.vocoder.upsampler;
  const norms = 2 * factors.length;
  const features = g.input('features', 'float32', ['frames', config.vocoder.backbone.dim]);
  const statistics: GroupStatistics = {
    mean: g.input('mean', 'float32', [norms, GROUPS]),
    deviation: g.input('deviation', 'float32', [norms, GROUPS]),
    count: g.input('count', 'float32', [norms, 1]),
    after: { mean: [], deviation: [] },
  };
  const counted = factors.map(
    (_, stage): CountedFrames => ({
      counted: g.input(`counted.${stage}`, 'float32', [1, `frames.${stage}`]),
      total: g.input(`total.${stage}`, 'float32', [1]),
    }),
  );
  const wide = await upsampler(g, weights, features, config, statistics, counted);
  g.output('upsampled', wide, ['head_48k.frames', inChannels]);
  await spectralHead(g, weights, 'head_48k', wide, config.vocoder.head48k);
  const rows = (values: Value[]) => g.op('Concat', values, { axis: 0 });
  g.output('mean_after', rows(statistics.after.mean), [norms, GROUPS]);
  g.output('deviation_after', rows(statistics.after.deviation), [norms, GROUPS]);
}
