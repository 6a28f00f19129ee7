import { isInnerFullStop } from './full-stop.ts';
import type { LanguageWords } from './language-words.ts';
import { isSafeCut } from './safe-cut.ts';

/** Closing marks must not begin a piece. */
const CLOSING = /[\p{Pe}\p{Pf}"'!?;:,.。！？，、；：…،؛।]/u;
/** A mark, perhaps closed by a quotation mark or bracket, then white space: "word, ", `word," `, "word – ", "(word) ". */
const SPACED_CLAUSE = /(?:[,;:،؛…)\]?!]|(?<=\s)[-–—])["'”’“»«)\]]{0,3}\s+$/u;
/** A full stop that did not end the sentence because a small letter follows; not that of an abbreviation. */
const WEAK_FULL_STOP = /\.["'”’“»«)\]]{0,3}\s+$/u;
/** Marks of scripts that put no space after them, and the dash between two words. */
const UNSPACED_CLAUSE = /[，、；：—…。！？।][」』”’）】》〉]{0,3}$/u;
/** UTF-16 units looked at before a place; white space longer than this is no mere gap between words. */
const LOOK_BACK = 16;

/** Whether a clause ends before `at`: a good place to draw breath inside a sentence. */
export function isClauseEnd(text: string, at: number, language: LanguageWords): boolean {
  const next = text.charAt(at);
  if (next.trim() === '' || CLOSING.test(next)) return false;
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  const spaced = text.charAt(at - 1).trim() === '';
  if (!spaced) return UNSPACED_CLAUSE.test(before) && isSafeCut(text, at);
  if (SPACED_CLAUSE.test(before) || UNSPACED_CLAUSE.test(before.trimEnd())) return isSafeCut(text, at);
  return WEAK_FULL_STOP.test(before) && isSafeCut(text, at) && !isInnerFullStop(text, at, language);
}

/** Whether a word begins at `at` after a white space that allows a break (a no-break space does not). */
export function isWordStart(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const next = text.charAt(at);
  const breaks = before === '\u200b' || (before.trim() === '' && before !== '\u00a0' && before !== '\u202f');
  return breaks && next.trim() !== '' && !CLOSING.test(next) && isSafeCut(text, at);
}
