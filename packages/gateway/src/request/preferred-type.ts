/** Accept headers of browsers have up to ten parts; a longer one is read as far as this. */
const MAX_PARTS = 30;

interface MediaRange {
  type: string;
  /** Quality in [0, 1]. */
  quality: number;
}

/**
 * The media type a client likes best among those we `offer`, by RFC 9110 section 12.5.1: the highest quality, then
 * the one named in full, then the first. Undefined when it names none of them, wildcards included.
 */
export function preferredType<T extends string>(accept: string, offers: readonly T[]): T | undefined {
  const ranges = accept.split(',').slice(0, MAX_PARTS).map(readRange);
  const wildcard = Math.max(0, ...ranges.filter(({ type }) => type.endsWith('/*')).map(({ quality }) => quality));
  const named = ranges.filter(({ type, quality }) => isOffer(type, offers) && quality > 0 && quality >= wildcard);
  const best = named.reduce<MediaRange | undefined>(
    (found, range) => (found === undefined || range.quality > found.quality ? range : found),
    undefined,
  );
  return offers.find((offer) => offer === best?.type);
}

function isOffer(type: string, offers: readonly string[]): boolean {
  return offers.includes(type);
}

function readRange(part: string): MediaRange {
  const [type = '', ...parameters] = part.split(';').map((field) => field.trim().toLowerCase());
  const weight = parameters.find((field) => field.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
