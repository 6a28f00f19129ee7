import { checkChannels } from './channels.ts';

/**
 * Interleaved samples `[frames * channels]` -> mono `[frames]`, the mean of the channels (a mean cannot clip).
 * Mono comes back as the very same array. Throws a RangeError when the samples are not whole frames.
 */
export function downmix<Buffer extends ArrayBufferLike>(
  interleaved: Float32Array<Buffer>,
  channels: number,
): Float32Array<Buffer | ArrayBuffer> {
  checkChannels(channels);
  if (interleaved.length % channels !== 0) {
    throw new RangeError(`${interleaved.length} samples are not whole frames of ${channels} channels`);
  }
  if (channels === 1) return interleaved;
  const mono = new Float32Array(interleaved.length / channels);
  for (let frame = 0; frame < mono.length; frame++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += interleaved[frame * channels + c] as number;
    mono[frame] = sum / channels;
  }
  return mono;
}
