/** How alike streams that began together were treated: the last end by the first one; 1 is perfectly fair. */
export function finishRatio(endsMs: readonly number[]): number {
  return Math.max(...endsMs) / Math.min(...endsMs);
}
