/** Cosines and sines of rotary position embedding, `[positions, headDim / 2]`. */
export interface RopeTable {
  readonly cos: Float32Array<ArrayBuffer>;
  readonly sin: Float32Array<ArrayBuffer>;
}

/**
 * Angles `position * theta^(-2 i / headDim)` for `count` positions from `from` on (Su et al., RoFormer, 2021). Each
 * step is rounded to float32 as the reference rounds it: exact angles would be off by 1e-4 after 30 s. `headDim` is
 * even, otherwise a RangeError.
 */
export function ropeTable(headDim: number, theta: number, from: number, count: number): RopeTable {
  const frequencies = ropeFrequencies(headDim, theta);
  const half = frequencies.length;
  const table = { cos: new Float32Array(count * half), sin: new Float32Array(count * half) };
  for (let row = 0; row < count; row++) {
    frequencies.forEach((frequency, i) => {
      const angle = Math.fround((from + row) * frequency);
      table.cos[row * half + i] = Math.cos(angle);
      table.sin[row * half + i] = Math.sin(angle);
    });
  }
  return table;
}

/** Radians per position of each pair of channels, `[headDim / 2]`. */
export function ropeFrequencies(headDim: number, theta: number): Float32Array<ArrayBuffer> {
  if (headDim % 2 !== 0) throw new RangeError(`the head dimension is ${headDim}; rotary embedding pairs channels`);
  return Float32Array.from({ length: headDim / 2 }, (_, i) => {
    const exponent = Math.fround((2 * i) / headDim);
    return 1 / Math.fround(theta ** exponent);
  });
}
