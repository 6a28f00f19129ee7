import { RESAMPLE_REACH, resampleKernel } from './resample-kernel.ts';

/** Neighbours on each side that count: the kernel's outermost taps are below 1e-23 and leave no trace in a float32. */
const REACH = RESAMPLE_REACH - 1;

const KERNEL = resampleKernel();
/** Taps at distances 0, 1 .. 6 from an even output. Both rows are symmetric. */
const EVEN = KERNEL.subarray(RESAMPLE_REACH, 2 * RESAMPLE_REACH);
/** Taps at distances 1/2, 3/2 .. 11/2 from an odd output. */
const ODD = KERNEL.subarray(3 * RESAMPLE_REACH + 2, 4 * RESAMPLE_REACH + 1);

/**
 * Resamples 24 kHz to 48 kHz. Output samples 2 i and 2 i + 1 are made of x[i - 6] .. x[i + 6], where x is 0 outside. For
 * a window of a longer signal, `from` and `to` leave out of the result the context at its ends: the result is that of
 * x[from] .. x[to - 1], 2 * (to - from) samples. Throws a RangeError when this is no range of x.
 */
export function resample2x(x: Float32Array, from = 0, to = x.length): Float32Array<ArrayBuffer> {
  if (!(from >= 0 && from <= to && to <= x.length)) {
    throw new RangeError(`samples ${from} to ${to} are not a range of the ${x.length} given`);
  }
  const out = new Float32Array(2 * (to - from));
  interpolate(withContext(x, from, to), out);
  return out;
}

/** x[from] .. x[to - 1] with `REACH` more samples at each end, of x or zeros, in float64. */
function withContext(x: Float32Array, from: number, to: number): Float64Array {
  const padded = new Float64Array(to - from + 2 * REACH);
  const first = Math.max(0, from - REACH);
  padded.set(x.subarray(first, to + REACH), first - (from - REACH));
  return padded;
}

/** Written out tap by tap, which is several times as fast as a loop over taps; out is half of x without its context. */
function interpolate(x: Float64Array, out: Float32Array): void {
  const [e0 = 0, e1 = 0, e2 = 0, e3 = 0, e4 = 0, e5 = 0, e6 = 0] = EVEN;
  const [o0 = 0, o1 = 0, o2 = 0, o3 = 0, o4 = 0, o5 = 0] = ODD;
  for (let i = 0; 2 * i < out.length; i++) {
    const before6 = x[i] as number;
    const before5 = x[i + 1] as number;
    const before4 = x[i + 2] as number;
    const before3 = x[i + 3] as number;
    const before2 = x[i + 4] as number;
    const before1 = x[i + 5] as number;
    const middle = x[i + 6] as number;
    const after1 = x[i + 7] as number;
    const after2 = x[i + 8] as number;
    const after3 = x[i + 9] as number;
    const after4 = x[i + 10] as number;
    const after5 = x[i + 11] as number;
    const after6 = x[i + 12] as number;
    out[2 * i] =
      e0 * middle +
      e1 * (before1 + after1) +
      e2 * (before2 + after2) +
      e3 * (before3 + after3) +
      e4 * (before4 + after4) +
      e5 * (before5 + after5) +
      e6 * (before6 + after6);
    out[2 * i + 1] =
      o0 * (middle + after1) +
      o1 * (before1 + after2) +
      o2 * (before2 + after3) +
      o3 * (before3 + after4) +
      o4 * (before4 + after5) +
      o5 * (before5 + after6);
  }
}
