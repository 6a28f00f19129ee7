import { looksLikeFloat32 } from '@voxlane/audio';

/** How one raw sample is stored, little-endian. */
export type SampleType = 'int16' | 'int24' | 'float32';

/** Names for 32-bit floats. `pcm_24` is one: the handlers that say it mean 24 kHz. */
const FLOAT_NAMES = /^(?:pcm_?24|pcm_?32f?|(?:pcm_?)?(?:f32|float|float32)(?:_?le)?)$/;
/** Names that somebody may also mean as 24 bits. */
const INT24_NAMES = /^pcm_?24$/;

/** Magnitudes that float samples have: far below what 24 bits can hold, and far above full scale. */
const QUIETEST = 2 ** -30;
const LOUDEST = 16;

/**
 * The sample type that a chunk shows by its bytes first and its label second; undefined while it is all silence.
 * @param format the handler's name for it, lower case, such as `pcm_16`.
 */
export function sampleTypeOf(bytes: Uint8Array, format: string): SampleType | undefined {
  if (looksLikeFloat32(bytes)) return 'float32';
  if (FLOAT_NAMES.test(format)) return INT24_NAMES.test(format) && !fitsFloats(bytes) ? 'int24' : 'float32';
  return bytes.every((byte) => byte === 0) ? undefined : 'int16';
}

/**
 * Whether most words that are not zero make sense as float samples. In packed 24-bit audio an exponent is made of
 * whatever byte stands there, and few of them do.
 */
function fitsFloats(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let balance = 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const magnitude = Math.abs(view.getFloat32(at, true));
    if (magnitude !== 0) balance += magnitude >= QUIETEST && magnitude <= LOUDEST ? 1 : -1;
  }
  return balance >= 0;
}
