import type { HeadConfig } from '../src/checkpoint/decoder-config.ts';
import { codecLengths } from '../src/geometry/codec-lengths.ts';
import { interpolationScale } from '../src/geometry/interpolation-grid.ts';
import type { DecoderModels, SpectralFrames } from '../src/session/decoder-models.ts';
import { countFrames, emptyGroupState } from '../src/session/group-state.ts';
import { resample2x } from '../src/spectrum/resample2x.ts';
import { interpolate } from '../src/stream/interpolate.ts';
import { OverlapAdd } from '../src/stream/overlap-add.ts';

/**
 * Everything that an utterance becomes on its way to audio, by the names of the reference data. Every model runs once
 * over the whole of it.
 */
export async function decodeStages(models: DecoderModels, tokens: Int32Array, embedding: Float32Array) {
  const { config, contentChannels: width } = models;
  const { upsampled: inputs, frames } = codecLengths(config, tokens.length);
  const { content, prenet, upsampled } = await models.prenetStages(tokens, ['content', 'prenet', 'upsampled']);
  const scale = interpolationScale(inputs, frames);
  const interpolated = interpolate(upsampled, width, { scale, inputs, from: 0, to: frames, base: 0 });
  const { decoded, mel } = await models.melStages(interpolated, await models.voice(embedding), ['decoded', 'mel']);
  const { features, low } = await models.backbone(mel);
  const counts = countFrames(config, frames, 0, frames, true);
  const wide = await models.upsamplerStages(features, emptyGroupState(config), counts, ['upsampled']);
  const { high } = await models.upsampler(features, emptyGroupState(config), counts);
  const lowSignal = signalOf(low, config.vocoder.head);
  return {
    content_embedding: content,
    prenet,
    conv_upsampled: upsampled,
    interpolated,
    mel_decoder: decoded,
    mel: channelsFirst(mel, config.mels),
    backbone: features,
    upsampler: wide.upsampled,
    audio_48k_head: signalOf(high, config.vocoder.head48k),
    audio_24k_head: lowSignal,
    audio_24k_resampled: resample2x(lowSignal),
  };
}

function signalOf(frames: SpectralFrames, head: HeadConfig): Float32Array {
  const overlap = new OverlapAdd(head);
  return Float32Array.from([...overlap.push(frames), ...overlap.flush()]);
}

/** `[frames, channels]` as `[channels, frames]`. */
function channelsFirst(data: Float32Array, channels: number): Float32Array {
  const frames = data.length / channels;
  return data.map((_, n) => data[(n % frames) * channels + Math.floor(n / frames)] as number);
}
