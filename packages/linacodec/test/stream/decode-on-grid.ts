import { codecLengths } from '../../src/geometry/codec-lengths.ts';
import type { DecoderModels } from '../../src/session/decoder-models.ts';
import { countFrames, emptyGroupState } from '../../src/session/group-state.ts';
import { crossover } from '../../src/spectrum/crossover.ts';
import { resample2x } from '../../src/spectrum/resample2x.ts';
import { interpolate } from '../../src/stream/interpolate.ts';
import { OverlapAdd } from '../../src/stream/overlap-add.ts';
import { concat } from './run-engine.ts';

/**
 * A whole piece at once, as the exact mode decodes it, but with frames on the grid of any `scale` (inputs a frame):
 * what a stream would be whose windows had all of the context.
 */
export async function decodeOnGrid(
  models: DecoderModels,
  { tokens, embedding }: { tokens: Int32Array; embedding: Float32Array },
  scale: number,
): Promise<Float32Array> {
  const { config } = models;
  const { upsampled, frames, samples } = codecLengths(config, tokens.length);
  const range = { scale, inputs: upsampled, from: 0, to: frames, base: 0 };
  const content = interpolate(await models.prenet(tokens), models.contentChannels, range);
  const mel = await models.mel(content, await models.voice(embedding));
  const { features, low } = await models.backbone(mel);
  const counts = countFrames(config, frames, 0, frames, true);
  const { high } = await models.upsampler(features, emptyGroupState(config), counts);
  const lows = new OverlapAdd(config.vocoder.head);
  const highs = new OverlapAdd(config.vocoder.head48k);
  const lowBranch = resample2x(concat([lows.push(low), lows.flush()]));
  return crossover(concat([highs.push(high), highs.flush()]).subarray(0, samples), lowBranch);
}
