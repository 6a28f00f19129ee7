import { OggOpus, Resampler } from '@voxlane/audio';
import type { OpenEncoder, SampleEncoder } from '@voxlane/speech';
import { LibopusEncoder, OPUS_RATES } from './libopus-encoder.ts';
import { type LibopusInstance, startLibopus } from './libopus-instance.ts';

/** What Opus counts at, and is decoded to, in Hz. */
const FULL_RATE = 48_000;
const VENDOR = 'Voxlane (libopus)';

/**
 * Opus in Ogg by libopus (in WebAssembly, BSD). All streams share an instance, which starts with the first one: its
 * memory is 16 MiB whoever uses it, of which a stream takes 43 KiB until it is freed.
 * @param module libopus compiled.
 * @param serialOf a number of 32 bits for each stream, at random.
 */
export function opusEncoder(module: WebAssembly.Module, serialOf: () => number): OpenEncoder {
  let opus: LibopusInstance | undefined;
  return (sampleRate) => {
    opus ??= startLibopus(module);
    return opusStream(opus, sampleRate, serialOf());
  };
}

/** One stream; a rate that Opus does not have is made the full one before. */
function opusStream(opus: LibopusInstance, inputRate: number, serial: number): SampleEncoder {
  const rate = OPUS_RATES.includes(inputRate) ? inputRate : FULL_RATE;
  const resampler = new Resampler(inputRate, rate);
  const encoder = new LibopusEncoder(opus, rate);
  const scale = FULL_RATE / rate;
  const ogg = new OggOpus({ serial, inputRate, preSkip: encoder.delay * scale, vendor: VENDOR });
  let samples = 0;
  const encode = (atRate: Float32Array) => {
    samples += atRate.length;
    return encoder.push(atRate);
  };
  return {
    push: (piece) => ogg.push(encode(resampler.push(piece))),
    flush: () => ogg.end([...encode(resampler.flush()), ...encoder.flush()], samples * scale),
    free: () => encoder.free(),
  };
}
