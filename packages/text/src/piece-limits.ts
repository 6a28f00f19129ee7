/** How {@link planPieces} is to cut, in UTF-16 units. */
export interface PieceOptions {
  /** Wanted length of the first piece at most, so that its audio is ready early. */
  readonly first: number;
  /** Largest length of any piece: what the upstream takes in one request. */
  readonly most: number;
  /** Pieces shorter than this are avoided, at the end above all. Default: half of `first`, at most 150. */
  readonly least?: number | undefined;
  /** BCP 47 tag of the text's language, for its abbreviations and word boundaries. */
  readonly locale?: string | undefined;
}

/** {@link PieceOptions} after {@link checkPieceOptions}: 1 <= least <= first <= most, and 2 * least <= most. */
export interface PieceLimits {
  readonly first: number;
  readonly most: number;
  readonly least: number;
}

/** A smaller piece could not hold a character outside the basic plane (one surrogate pair). */
const SMALLEST_MOST = 2;
/** About ten seconds of speech; models that get less tend to drift in voice and pace, so no default asks for more. */
const USUAL_LEAST = 150;

function requireInteger(name: string, value: number, from: number, to: number, why: string): void {
  if (Number.isSafeInteger(value) && value >= from && value <= to) return;
  const range = to === Infinity ? `of at least ${from}` : `from ${from} to ${to}`;
  throw new RangeError(`${name} must be a whole number ${range} (${why}), but is ${value}`);
}

/** @throws RangeError that names the option, its value and what it may be. */
export function checkPieceOptions({ first, most, least }: PieceOptions): PieceLimits {
  requireInteger('most', most, SMALLEST_MOST, Infinity, 'UTF-16 units a piece');
  requireInteger('first', first, 1, most, 'no longer than most');
  const largest = Math.max(1, Math.min(first, Math.floor(most / 2)));
  const chosen = least ?? Math.max(1, Math.min(USUAL_LEAST, Math.floor(first / 2)));
  requireInteger('least', chosen, 1, largest, 'no longer than first or half of most');
  return { first, most, least: chosen };
}
