/** What clings to the character before it (UAX #29, rules GB9 and GB9a), so that a cut in front would split a cluster. */
const CLINGS = /[\p{Grapheme_Extend}\p{M}\p{Emoji_Modifier}\p{Join_Control}\u0e33\u0eb3]/uy;

/**
 * Whether text may be cut at `at` when a white space or a punctuation mark stands before it: not if what follows
 * is a combining mark or the like. (Between letters or emoji only a grapheme segmenter can tell.)
 */
export function isSafeCut(text: string, at: number): boolean {
  CLINGS.lastIndex = at;
  return !CLINGS.test(text);
}
