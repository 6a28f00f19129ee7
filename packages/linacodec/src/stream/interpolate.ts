import { type GridRange, interpolationRange } from '../geometry/interpolation-grid.ts';

/**
 * Linear interpolation over time: `frames [inputs, width]`, whose first is number `range.base`, become the outputs
 * `range.from` to `range.to`, `[outputs, width]`.
 */
export function interpolate(frames: Float32Array, width: number, range: GridRange): Float32Array<ArrayBuffer> {
  const { i0, i1, w } = interpolationRange(range);
  const out = new Float32Array(w.length * width);
  for (let m = 0; m < w.length; m++) {
    const later = w[m] as number;
    const earlier = Math.fround(1 - later);
    const from = (i0[m] as number) * width;
    const to = (i1[m] as number) * width;
    for (let c = 0; c < width; c++) {
      out[m * width + c] = earlier * (frames[from + c] as number) + later * (frames[to + c] as number);
    }
  }
  return out;
}
