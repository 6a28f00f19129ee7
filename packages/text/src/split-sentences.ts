import { sentenceEnds } from './sentence-ends.ts';

/**
 * Cuts text into sentences. Boundaries are those of Unicode (UAX #29, through `Intl.Segmenter`), repaired for
 * abbreviations, initials, ordinals, list numbers, addresses, file names, quoted cries, ellipses and emoji. A line
 * break always ends a sentence. The results joined are exactly the input: white space stays with the sentence
 * before it (at the very start, with the first one).
 *
 * @param locale A BCP 47 tag such as "de-AT"; without one the abbreviations of all known languages apply.
 * @returns No sentence for an empty text, one for a text of white space alone.
 * @throws RangeError when `locale` is not a well-formed tag.
 */
export function splitSentences(text: string, locale?: string): string[] {
  let start = 0;
  return sentenceEnds(text, locale).map((end) => {
    const sentence = text.slice(start, end);
    start = end;
    return sentence;
  });
}
