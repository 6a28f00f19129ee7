/** Highest order of the fixed predictors. */
const MAX_FIXED_ORDER = 4;

/** What a fixed predictor leaves of a block. */
export interface FixedPrediction {
  /** 0 to 4: how many samples at the head are needed before prediction begins. */
  order: number;
  /** Errors, one per sample; the first `order` mean nothing. At most 16 times full scale, 21 bits with sign. */
  residual: Int32Array;
}

/**
 * The fixed predictor (RFC 9639, section 9.2.5) with the smallest sum of errors. The error of order n is the nth
 * difference of the samples, so that each order is one subtraction away from the one before.
 */
export function bestFixedPrediction(samples: Int16Array): FixedPrediction {
  let residual = new Int32Array(samples);
  let best: FixedPrediction = { order: 0, residual };
  let smallest = magnitude(residual);
  for (let order = 1; order <= MAX_FIXED_ORDER; order++) {
    residual = differences(residual, order);
    const sum = magnitude(residual);
    if (sum >= smallest) continue;
    smallest = sum;
    best = { order, residual };
  }
  return best;
}

/** Each value less the one before it, from the first on that has all of its `order` samples before it. */
function differences(values: Int32Array, order: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(values.length);
  for (let i = order; i < values.length; i++) result[i] = (values[i] as number) - (values[i - 1] as number);
  return result;
}

/** Over the samples that every order predicts: orders stay comparable, and blocks too short for it get order 0. */
function magnitude(residual: Int32Array): number {
  let sum = 0;
  for (let i = MAX_FIXED_ORDER; i < residual.length; i++) sum += Math.abs(residual[i] as number);
  return sum;
}
