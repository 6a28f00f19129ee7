import { floatToInt16, wavHeader } from '@voxlane/audio';
import type { AudioFormat } from '@voxlane/schema';

/** Mono float samples -> bytes of one stream; it remembers whether the stream has begun. */
export type SampleEncoder = (samples: Float32Array) => Uint8Array;

/**
 * The encoder of one stream. `pcm` is signed 16-bit little-endian; `wav` is the same behind a header of unknown
 * length, which travels with the first samples: some players read the header from the first piece alone.
 * @param sampleRate rate of the samples in Hz.
 */
export function sampleEncoder(format: AudioFormat, sampleRate: number): SampleEncoder {
  if (format === 'pcm') return floatToInt16;
  let begun = false;
  return (samples) => {
    const data = floatToInt16(samples);
    if (begun || data.byteLength === 0) return data;
    begun = true;
    return join(wavHeader({ sampleRate, channels: 1 }), data);
  };
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.byteLength + tail.byteLength);
  whole.set(head);
  whole.set(tail, head.byteLength);
  return whole;
}
