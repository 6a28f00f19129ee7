/** Little-endian sample encodings: unsigned 8-bit, signed 16/24/32-bit, IEEE 754 32/64-bit. */
export type SampleFormat = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64';

/** Bytes that one sample of each format takes. */
export const BYTES_PER_SAMPLE: Readonly<Record<SampleFormat, number>> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
};

/** Full scale of each integer format. A power of two both ways, so that integer -> float -> integer is exact. */
const U8_SCALE = 128;
const INT16_SCALE = 32_768;
const INT24_SCALE = 8_388_608;
const INT32_SCALE = 2_147_483_648;

/**
 * Decodes samples to floats in [-1, 1]. Float input keeps values beyond full scale; NaN becomes 0 and infinities ±1.
 * `bytes` may begin at any offset of its buffer. Throws a RangeError when the length is not whole samples.
 */
export function decodeSamples(bytes: Uint8Array, format: SampleFormat): Float32Array<ArrayBuffer> {
  const width = BYTES_PER_SAMPLE[format];
  if (bytes.length % width !== 0) {
    throw new RangeError(`${bytes.length} bytes are not whole ${format} samples of ${width} bytes`);
  }
  const samples = new Float32Array(bytes.length / width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  DECODERS[format](view, samples);
  return samples;
}

/** Signed 16-bit little-endian bytes -> floats in [-1, 1). See {@link decodeSamples}. */
export function int16ToFloat(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return decodeSamples(bytes, 's16');
}

/** 32-bit float little-endian bytes -> floats that are all finite. See {@link decodeSamples}. */
export function float32ToFloat(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return decodeSamples(bytes, 'f32');
}

/** Floats -> signed 16-bit little-endian bytes: rounded to nearest, clipped (never wrapped) at full scale, NaN as 0. */
export function floatToInt16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const scaled = Math.floor((samples[i] as number) * INT16_SCALE + 0.5);
    // setInt16 would wrap what is out of range; it stores NaN as 0.
    view.setInt16(2 * i, Math.min(Math.max(scaled, -INT16_SCALE), INT16_SCALE - 1), true);
  }
  return bytes;
}

/** One loop a format: a shared loop with a reader function is several times slower for the 16-bit case. */
const DECODERS: Record<SampleFormat, (view: DataView, samples: Float32Array) => void> = {
  u8(view, samples) {
    for (let i = 0; i < samples.length; i++) samples[i] = (view.getUint8(i) - U8_SCALE) / U8_SCALE;
  },
  s16(view, samples) {
    for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true) / INT16_SCALE;
  },
  s24(view, samples) {
    for (let i = 0; i < samples.length; i++) {
      samples[i] = ((view.getInt8(3 * i + 2) << 16) | view.getUint16(3 * i, true)) / INT24_SCALE;
    }
  },
  s32(view, samples) {
    for (let i = 0; i < samples.length; i++) samples[i] = view.getInt32(4 * i, true) / INT32_SCALE;
  },
  f32(view, samples) {
    for (let i = 0; i < samples.length; i++) samples[i] = finite(view.getFloat32(4 * i, true));
  },
  f64(view, samples) {
    for (let i = 0; i < samples.length; i++) samples[i] = finite(Math.fround(view.getFloat64(8 * i, true)));
  },
};

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 0 : Math.sign(value);
}
