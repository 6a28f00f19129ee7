/** Bits of a sample: what speech models give and every decoder takes. */
export const BITS_PER_SAMPLE = 16;

/** Sample rates in Hz that we encode, with their code in a frame header (RFC 9639, section 9.1.2). */
const RATE_CODES: ReadonlyMap<number, number> = new Map([
  [8_000, 0b0100],
  [16_000, 0b0101],
  [22_050, 0b0110],
  [24_000, 0b0111],
  [32_000, 0b1000],
  [44_100, 0b1001],
  [48_000, 0b1010],
]);

/** Block sizes in samples that we use, with their code in a frame header (RFC 9639, section 9.1.1). */
export const BLOCK_SIZE_CODES: ReadonlyMap<number, number> = new Map([
  [256, 0b1000],
  [576, 0b0010],
  [1_152, 0b0011],
]);

/**
 * Longest block in seconds. A block is sent only when it is full, so its length is delay for the listener; much
 * shorter ones spend their bytes on frame headers and warm-up samples.
 */
const MAX_BLOCK_SECONDS = 0.04;

/** The header code of a sample rate in Hz. Throws a RangeError that names the rates when it is none of them. */
export function flacRateCode(sampleRate: number): number {
  const code = RATE_CODES.get(sampleRate);
  if (code !== undefined) return code;
  throw new RangeError(`sampleRate is ${sampleRate}; FLAC is written at ${[...RATE_CODES.keys()].join(', ')} Hz`);
}

/** Samples of a block at one of our rates: 24 to 36 ms, so that the size has a code of its own. */
export function flacBlockSize(sampleRate: number): number {
  const longest = sampleRate * MAX_BLOCK_SECONDS;
  return Math.max(...[...BLOCK_SIZE_CODES.keys()].filter((size) => size <= longest));
}
