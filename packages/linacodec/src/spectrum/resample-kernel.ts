/** Zero crossings of the sinc that the window spans on each side. */
const WIDTH = 6;
/** Cutoff relative to the lower Nyquist rate; the reference has it in float32, and pi too. */
const ROLLOFF = Math.fround(0.99);
const PI = Math.fround(Math.PI);

/** Input samples on each side of an output sample that a row of the kernel has taps for. */
export const RESAMPLE_REACH = Math.ceil(WIDTH / ROLLOFF);

/**
 * Windowed sinc for 24 -> 48 kHz as torchaudio's resampler makes it by default (Hann window), `[2, 15]`: row r makes
 * output samples `2 i + r`, and its tap j is for input sample `i + j - 7`. Rows do not sum to exactly 1.
 */
export function resampleKernel(): Float32Array<ArrayBuffer> {
  const taps = 2 * RESAMPLE_REACH + 1;
  return Float32Array.from({ length: 2 * taps }, (_, at) => {
    const phase = Math.floor(at / taps);
    return tapAt((at % taps) - RESAMPLE_REACH - phase / 2);
  });
}

/** Tap at a distance in input samples. Each step is rounded to float32 as the reference's are. */
function tapAt(distance: number): number {
  const t = Math.fround(Math.max(-WIDTH, Math.min(WIDTH, ROLLOFF * distance)));
  const cosine = Math.fround(Math.cos(Math.fround(Math.fround(Math.fround(t * PI) / WIDTH) / 2)));
  const window = Math.fround(cosine * cosine);
  const angle = Math.fround(t * PI);
  const sinc = t === 0 ? 1 : Math.fround(Math.fround(Math.sin(angle)) / angle);
  return sinc * Math.fround(window * ROLLOFF);
}
