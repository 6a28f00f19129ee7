import type { OpenEncoder } from '@voxlane/speech';
import { LameEncoder } from './lame-encoder.ts';
import { type LameInstance, startLame } from './lame-instance.ts';

/** Enough for speech of one voice at any rate of the lane, in kbit/s; LAME has it at all of them from 16 kHz on. */
const BITRATE = 128;
/** The lower rates belong to a version of MPEG that ends here, in kbit/s. */
const LOW_BITRATE = 64;
const LOWEST_FULL_RATE = 16_000;

/**
 * MP3 by LAME (in WebAssembly, LGPL): frames of constant size, which may be put behind those of another stream. All
 * streams share an instance, which starts with the first one: its memory is 16 MiB whoever uses it, of which a stream
 * takes 0.4 MiB until it is freed.
 * @param module LAME compiled.
 */
export function mp3Encoder(module: WebAssembly.Module): OpenEncoder {
  let lame: LameInstance | undefined;
  return (sampleRate) => {
    lame ??= startLame(module);
    return new LameEncoder(lame, sampleRate, sampleRate < LOWEST_FULL_RATE ? LOW_BITRATE : BITRATE);
  };
}
