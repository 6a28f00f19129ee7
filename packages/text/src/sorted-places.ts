/** Index of the first of the ascending `places` that is at least `from`; their number when there is none. */
function lowerBound(places: readonly number[], from: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smallest of the ascending `places` in [from, to]. */
export function earliestOf(places: readonly number[], from: number, to: number): number | undefined {
  const place = places[lowerBound(places, from)];
  return place !== undefined && place <= to ? place : undefined;
}

/** The largest of the ascending `places` in [from, to]. */
export function latestOf(places: readonly number[], from: number, to: number): number | undefined {
  const place = places[lowerBound(places, Math.floor(to) + 1) - 1];
  return place !== undefined && place >= from ? place : undefined;
}
