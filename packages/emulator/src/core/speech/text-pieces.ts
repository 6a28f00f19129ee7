/** Where a piece may end, the best first: behind a sentence, behind a part of one, between words. */
const BREAKS = [/[.!?]["'”’)\]]?(?=\s)/g, /[,;:]["'”’)\]]?(?=\s)/g, /\S(?=\s)/g] as const;

/**
 * A text in pieces of at most `maxChars` UTF-16 units (0: no limit), as long as they can be without cutting a sentence
 * and, where one is too long, a part of it or a word. White space is one space; there is none around a piece.
 */
export function textPieces(text: string, maxChars: number): string[] {
  const pieces: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  while (maxChars > 0 && rest.length > maxChars) {
    const end = lastBreak(rest.slice(0, maxChars + 1)) ?? maxChars;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

/** Where the best break of `window` is; undefined when it is one long word. */
function lastBreak(window: string): number | undefined {
  for (const pattern of BREAKS) {
    const found = [...window.matchAll(pattern)].at(-1);
    if (found !== undefined) return found.index + found[0].length;
  }
  return undefined;
}
