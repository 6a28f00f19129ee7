import { FlacEncoder, floatToInt16, wavHeader } from '@voxlane/audio';
import type { AudioFormat } from '@voxlane/schema';

/** Mono floats in [-1, 1] -> the bytes of one stream in some format. */
export interface SampleEncoder {
  /** The bytes that are final now, perhaps none; what does not fill a frame of the format waits. */
  push(samples: Float32Array): Uint8Array;
  /** Ends the stream: what waited. Nothing is pushed afterwards. */
  flush(): Uint8Array;
  /** The first bytes of the stream once more, now that its length is known; where the format can say one. */
  head?(samples: number): Uint8Array;
  /** Gives back what the encoder holds outside of the heap, also when it was left before its end. */
  free?(): void;
}

/** Opens the encoder of one stream. @param sampleRate rate of the samples in Hz. */
export type OpenEncoder = (sampleRate: number) => SampleEncoder | Promise<SampleEncoder>;

/** How each format is encoded, in the formats that a place has. */
export type Encoders = Readonly<Partial<Record<AudioFormat, OpenEncoder>>>;

const NOTHING = new Uint8Array(0);

/** Formats that need no more than arithmetic. */
export const PLAIN_ENCODERS = {
  /** Signed 16-bit little-endian samples. */
  pcm: (): SampleEncoder => ({ push: floatToInt16, flush: () => NOTHING }),
  wav: wavEncoder,
  flac: (sampleRate: number): SampleEncoder => new FlacEncoder({ sampleRate }),
} as const satisfies Encoders;

/**
 * The same as `pcm` behind a header of unknown length, which travels with the first samples: some players read the
 * header from the first piece alone.
 */
function wavEncoder(sampleRate: number): SampleEncoder {
  let begun = false;
  const push = (samples: Float32Array) => {
    const data = floatToInt16(samples);
    if (begun || data.byteLength === 0) return data;
    begun = true;
    return join(wavHeader({ sampleRate, channels: 1 }), data);
  };
  return { push, flush: () => NOTHING, head: (samples) => wavHeader({ sampleRate, channels: 1, samples }) };
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const whole = new Uint8Array(head.byteLength + tail.byteLength);
  whole.set(head);
  whole.set(tail, head.byteLength);
  return whole;
}
