/** Says whether text may well be cut at an offset. */
export type PlaceTest = (at: number) => boolean;

/** The largest offset in [from, to] that passes. */
export function latestPlace(test: PlaceTest, from: number, to: number): number | undefined {
  for (let at = to; at >= from; at -= 1) if (test(at)) return at;
  return undefined;
}

/** The smallest offset in [from, to] that passes. */
export function earliestPlace(test: PlaceTest, from: number, to: number): number | undefined {
  for (let at = from; at <= to; at += 1) if (test(at)) return at;
  return undefined;
}
