/**
 * Gain of sample `index` of a rise from silence over `span` samples: a raised cosine taken in the middle of each
 * sample. The fall is its mirror, `1 - fadeGain(...)`: together they add up to 1.
 */
export function fadeGain(index: number, span: number): number {
  return index >= span ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / span);
}
