/** Places to read at and weights: output m is `(1 - w[m]) * x[i0[m]] + w[m] * x[i1[m]]`. */
export interface InterpolationGrid {
  readonly i0: Int32Array<ArrayBuffer>;
  readonly i1: Int32Array<ArrayBuffer>;
  readonly w: Float32Array<ArrayBuffer>;
}

/** A stretch of the grid of a long signal. */
export interface GridRange {
  /** Inputs per output, from {@link interpolationScale}. */
  scale: number;
  /** Inputs of the whole signal; Infinity while its end is not known. */
  inputs: number;
  /** First output and the one after the last, counted from the start of the signal. */
  from: number;
  to: number;
  /** Input that index 0 stands for. */
  base: number;
}

/** Linear interpolation from `inputs` to `outputs` frames with half-pixel centres (align_corners off). */
export function interpolationGrid(inputs: number, outputs: number): InterpolationGrid {
  const scale = interpolationScale(inputs, outputs);
  return interpolationRange({ scale, inputs, from: 0, to: outputs, base: 0 });
}

/**
 * Inputs per output as the reference has it: a float32 quotient. This one rounding is larger than all other noise of
 * the decoder, so it has to be made here too. Throws a RangeError unless both are whole numbers of at least 1.
 */
export function interpolationScale(inputs: number, outputs: number): number {
  for (const count of [inputs, outputs]) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw new RangeError(`cannot interpolate from ${inputs} to ${outputs} frames; both must be at least 1`);
    }
  }
  return Math.fround(inputs / outputs);
}

/** Part of a grid, for a window of a long signal. Positions are float64, as the reference's; only weights are float32. */
export function interpolationRange({ scale, inputs, from, to, base }: GridRange): InterpolationGrid {
  const count = Math.max(0, to - from);
  const grid = { i0: new Int32Array(count), i1: new Int32Array(count), w: new Float32Array(count) };
  for (let m = 0; m < count; m++) {
    const position = inputPosition(scale, from + m);
    const before = Math.min(Math.floor(position), inputs - 1);
    grid.i0[m] = before - base;
    grid.i1[m] = Math.min(before + 1, inputs - 1) - base;
    grid.w[m] = position - before;
  }
  return grid;
}

/** Where output `frame` lies between the inputs; its floor is the first input that the frame is made of. */
export function inputPosition(scale: number, frame: number): number {
  return Math.max((frame + 0.5) * scale - 0.5, 0);
}
