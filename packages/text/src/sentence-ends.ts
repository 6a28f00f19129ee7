import { isInnerFullStop } from './full-stop.ts';
import { type LanguageWords, languageWords } from './language-words.ts';
import { isSafeCut } from './safe-cut.ts';

/** The part of an address in which "?" and "!" end nothing; ASCII only, since CJK text runs on without a space. */
const ADDRESS = /(?::\/\/|\bwww\.)[!-~]+/gi;
const AFTER_ADDRESS = '.,!?;:\'")]}>';
/** `“Wow!” she cried`: the quotation ended, the sentence around it did not. UTF-16 units looked at, marks included. */
const QUOTE_LOOK_BACK = 12;
const QUOTED_CRY = /[!?]["'”’“»«)\]]+[^\S\n\r\u2028\u2029]*$/;
const LOWER_CASE = /\p{Ll}/uy;
/** "Well… He left": Unicode's rules know "..." as an end, but not the single character. */
const ELLIPSIS_END = /…["'”’»)]{0,3}[^\S\n\r]+(?=["'“‘«„¿¡([]{0,3}\p{Lu})/gu;
const EMOJI_RUN =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\p{Grapheme_Extend}\p{Join_Control}]+\s*/uy;
const LINE_END = /[\n\r\u0085\u2028\u2029]/;
const ASCII_WORD = /[a-z0-9]/;

type Span = readonly [start: number, end: number];

function addressSpans(text: string): Span[] {
  return Array.from(text.matchAll(ADDRESS), (match): Span => {
    let end = match.index + match[0].length;
    while (end > match.index && AFTER_ADDRESS.includes(text.charAt(end - 1))) end -= 1;
    return [match.index, end];
  });
}

/** Where Unicode's rules (UAX #29) and {@link ELLIPSIS_END} would cut, in order; may hold a place twice. */
function proposedEnds(text: string, locale: string | undefined): number[] {
  const segments = new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text);
  const ends = Array.from(segments, ({ index, segment }) => index + segment.length);
  const extra = Array.from(text.matchAll(ELLIPSIS_END), (match) => match.index + match[0].length);
  return extra.length === 0 ? ends : [...ends, ...extra].sort((a, b) => a - b);
}

/** No white space at the place: "file2.TXT", "page?id=1" go on; "好。他", "Hi!Ho" do not. */
function runsOn(text: string, at: number): boolean {
  const mark = text.charAt(at - 1);
  const next = text.charAt(at);
  if (mark === '.') return ASCII_WORD.test(next.toLowerCase());
  return (mark === '?' || mark === '!') && ASCII_WORD.test(next);
}

function goesOn(text: string, at: number, language: LanguageWords): boolean {
  const last = text.charAt(at - 1);
  if (LINE_END.test(last)) return false;
  if (!isSafeCut(text, at)) return true;
  if (last.trim() !== '') return runsOn(text, at);
  LOWER_CASE.lastIndex = at;
  if (LOWER_CASE.test(text) && QUOTED_CRY.test(text.slice(Math.max(0, at - QUOTE_LOOK_BACK), at))) return true;
  return isInnerFullStop(text, at, language);
}

/** "Great!😀 Next": an emoji set right after the mark belongs to what was said. */
function pastEmoji(text: string, at: number): number {
  if (text.charAt(at - 1).trim() === '') return at;
  EMOJI_RUN.lastIndex = at;
  const end = at + (EMOJI_RUN.exec(text)?.[0].length ?? 0);
  return isSafeCut(text, end) ? end : at;
}

/**
 * Offsets just after each sentence, white space included; the last is `text.length`. Empty for an empty text.
 * Linear in the length of the text: every rule looks at a bounded stretch around a place.
 */
export function sentenceEnds(text: string, locale?: string): number[] {
  const language = languageWords(locale);
  const spans = addressSpans(text);
  const ends: number[] = [];
  let span = 0;
  let seen = 0;
  let hasText = false;
  for (const proposed of proposedEnds(text, locale)) {
    if (proposed <= seen) continue;
    hasText ||= text.slice(seen, proposed).trim() !== '';
    seen = proposed;
    if (!hasText) {
      if (ends.length > 0) ends[ends.length - 1] = proposed;
      continue;
    }
    while ((spans[span]?.[1] ?? Infinity) <= proposed) span += 1;
    if ((spans[span]?.[0] ?? Infinity) < proposed) continue;
    if (proposed < text.length && goesOn(text, proposed, language)) continue;
    seen = pastEmoji(text, proposed);
    ends.push(seen);
    hasText = false;
  }
  if (text !== '' && ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}
