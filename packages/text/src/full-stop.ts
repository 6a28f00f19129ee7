import { hasWord, type LanguageWords } from './language-words.ts';

/** UTF-16 units looked at before a full stop; longer than any abbreviation or chain of initials that matters. */
const LOOK_BACK = 40;
/** White space and opening marks that may stand between the start of a line and a list marker. */
const INDENT = 16;

/** White space within a line. */
const GAP = String.raw`[^\S\n\r\u2028\u2029]`;
/** Scripts without spaces: a word of another script may begin right after them ("他叫Dr. Smith"). */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
const WORD_START = String.raw`(?<=^|[\s\("'“‘«»„‚\[¿¡（「${UNSPACED}])`;
const SINGLE_LETTERS = String.raw`(?:\p{L}\.${GAP})*`;
const WORD = String.raw`[[\p{L}\p{N}]--[${UNSPACED}]][[\p{L}\p{M}\p{N}.º’'\-]--[${UNSPACED}]]*`;
/** A word (or a chain of spaced single letters, "z. B.", "J. R. R.") with its full stop, at the end of the excerpt. */
const LAST_WORD = new RegExp(String.raw`${WORD_START}(${SINGLE_LETTERS}${WORD})\.${GAP}*$`, 'v');
const NEXT_WORD = /["'“‘«„‚([¿¡]*([\p{L}\p{M}\p{N}]{1,24})(\.?)/uy;
const LETTERS_AND_DOTS = /^\p{L}(?:\.\p{L})*$/u;
const LIST_MARKER = /^(?:\d{1,3}|\p{L}|[IVX]{1,5}|[ivx]{1,5})$/u;
const SHORT_NUMBER = /^\d{1,2}$/;
const BEGINS_LINE = /[\n\r\u2028\u2029][ \t"'(>]*$/;

interface NextWord {
  readonly word: string;
  readonly dotted: boolean;
}

function nextWord(text: string, at: number): NextWord {
  NEXT_WORD.lastIndex = at;
  const [, word = '', dot = ''] = NEXT_WORD.exec(text) ?? [];
  return { word, dotted: dot !== '' };
}

function beginsLine(text: string, at: number): boolean {
  const from = Math.max(0, at - INDENT);
  const before = text.slice(from, at);
  return BEGINS_LINE.test(before) || (from === 0 && before.trim() === '');
}

/** "J. A. Smith": an "A" with its own full stop is an initial, not the word that opens a sentence. */
const opens = (next: NextWord, language: LanguageWords): boolean => !next.dotted && language.openers.has(next.word);

function ordinalGoesOn(next: NextWord, language: LanguageWords): boolean {
  return language.ordinalDot ? !opens(next, language) : language.monthsAfterOrdinal.has(next.word);
}

/**
 * Whether the full stop before `at` belongs to a word (abbreviation, initial, ordinal, list number) and the sentence
 * goes on. False where something else than a full stop, or a line break, stands before `at`.
 *
 * @param at Offset of the first character after the full stop and the white space that follows it.
 */
export function isInnerFullStop(text: string, at: number, language: LanguageWords): boolean {
  const excerpt = text.slice(Math.max(0, at - LOOK_BACK), at);
  const found = LAST_WORD.exec(excerpt);
  if (found === null) return false;
  const word = (found[1] ?? '').replace(/\s/g, '');
  const next = nextWord(text, at);
  if (hasWord(language.bound, word)) return true;
  if (hasWord(language.numbered, word) && /^\p{N}/u.test(next.word)) return true;
  if (hasWord(language.hours, word)) return language.afterHours.has(next.word);
  if (LIST_MARKER.test(word) && beginsLine(text, at - excerpt.length + found.index)) return true;
  if (SHORT_NUMBER.test(word)) return ordinalGoesOn(next, language);
  if (LETTERS_AND_DOTS.test(word) || hasWord(language.open, word)) return next.word !== '' && !opens(next, language);
  return false;
}
