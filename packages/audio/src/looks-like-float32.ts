/** About how many words (4 bytes) are looked at, spread over the whole buffer so that leading silence does not decide. */
const MAX_WORDS = 4096;
/** Fewer words other than zero than this are too few to tell: 3 ms of 24 kHz. */
const MIN_WORDS = 64;
/** Share of the words that must make sense as float samples; a few may be clipped or odd. */
const MIN_PLAUSIBLE = 0.95;
/** Share of the low halves that may look like high halves: chance gives 12 % for mantissa noise. */
const MAX_ALIKE = 0.5;
/** Share of the rarer sign: sound goes both ways. */
const MIN_OTHER_SIGN = 0.02;
/** Exponents that must occur: a wave that swings through zero has many, two levels of a square wave one or two. */
const MIN_EXPONENTS = 3;

/** The upper 16 bits, without sign, of the smallest and largest samples that make sense: 2^-30 and 1.5. */
const SMALLEST_HIGH_HALF = 0x3080;
const LARGEST_HIGH_HALF = 0x3fc0;

/**
 * Whether bytes that are labelled 16-bit PCM are 32-bit float samples instead, which would play as loud noise.
 *
 * A float sample in ±1.5 has its sign and exponent in the upper half, which so takes only 12 % of all values, in two
 * bands that are not symmetric as integers; the lower half is mantissa, spread over everything. 16-bit audio has no
 * such difference between its even and odd samples. Says false where it cannot tell: silence, a few samples.
 */
export function looksLikeFloat32(bytes: Uint8Array): boolean {
  if (bytes.length % 4 !== 0) return false;
  const words = bytes.length / 4;
  const stride = Math.max(1, Math.floor(words / MAX_WORDS));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const exponents = new Set<number>();
  let seen = 0;
  let plausible = 0;
  let alike = 0;
  let negative = 0;
  for (let word = 0; word < words; word += stride) {
    const low = view.getUint16(4 * word, true);
    const high = view.getUint16(4 * word + 2, true);
    if (low === 0 && (high & 0x7fff) === 0) continue;
    seen++;
    if (isSampleHighHalf(low)) alike++;
    if (!isSampleHighHalf(high)) continue;
    plausible++;
    if (high >= 0x8000) negative++;
    exponents.add((high >> 7) & 0xff);
  }
  return (
    seen >= MIN_WORDS &&
    plausible >= MIN_PLAUSIBLE * seen &&
    alike <= MAX_ALIKE * seen &&
    Math.min(negative, plausible - negative) >= MIN_OTHER_SIGN * seen &&
    exponents.size >= MIN_EXPONENTS
  );
}

function isSampleHighHalf(half: number): boolean {
  const magnitude = half & 0x7fff;
  return magnitude >= SMALLEST_HIGH_HALF && magnitude <= LARGEST_HIGH_HALF;
}
