import type { OpenEncoder } from '@voxlane/speech';
import { createEncoder } from 'wasm-media-encoders';

/** Every rate of the lane is one that MP3 knows. */
type Mp3Rate = 8000 | 16000 | 22050 | 24000 | 32000 | 44100 | 48000;

/** Enough for speech of one voice at any rate of the lane, in kbit/s; LAME has it at all of them from 16 kHz on. */
const BITRATE = 128;
/** The lower rates belong to a version of MPEG that ends here, in kbit/s. */
const LOW_BITRATE = 64;
const LOWEST_FULL_RATE = 16_000;

/**
 * MP3 by LAME (in WebAssembly, LGPL): frames of constant size, which may be put behind those of another stream.
 * @param module LAME compiled; each stream gets an instance of its own, whose memory ends with it.
 */
export function mp3Encoder(module: WebAssembly.Module): OpenEncoder {
  return async (sampleRate) => {
    const lame = await createEncoder('audio/mpeg', module);
    const bitrate = sampleRate < LOWEST_FULL_RATE ? LOW_BITRATE : BITRATE;
    lame.configure({ channels: 1, sampleRate, outputSampleRate: sampleRate as Mp3Rate, bitrate });
    return {
      // Copied: the encoder uses its buffer again.
      push: (samples) => lame.encode([samples]).slice(),
      flush: () => lame.finalize().slice(),
    };
  };
}
