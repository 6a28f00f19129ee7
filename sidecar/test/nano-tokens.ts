/** Samples at 48 kHz that the small voice makes of a token. */
export const NANO_TOKEN_SAMPLES = 1_920;

/** What the small voice knows: numbers of tokens, and of values of a speaker. */
const VOCABULARY = 12_800;
const EMBEDDING_SIZE = 128;

/** A line with so many tokens for the small voice; with a speaker, unless it goes on with the one before. */
export function nanoLine(count: number, { voiced = true } = {}): string {
  const tokens = Array.from({ length: count }, (_, i) => (i * 7_919) % VOCABULARY);
  const embedding = Array.from({ length: EMBEDDING_SIZE }, (_, i) => Math.sin(i));
  return `${JSON.stringify({ tokens, ...(voiced && { embedding }) })}\n`;
}
