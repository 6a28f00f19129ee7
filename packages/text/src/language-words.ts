import {
  ABBREVIATIONS,
  type AbbreviationTable,
  AFTER_HOURS,
  HOURS,
  MONTHS_AFTER_ORDINAL,
  ORDINAL_DOT_LANGUAGES,
} from './abbreviations.ts';

/** The abbreviation tables of one language (or of all, when the language is unknown) as sets. */
export interface LanguageWords {
  readonly bound: ReadonlySet<string>;
  readonly numbered: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
  readonly hours: ReadonlySet<string>;
  readonly afterHours: ReadonlySet<string>;
  /** Whether "3." before a capital is read as "third" unless an opener follows. */
  readonly ordinalDot: boolean;
  readonly monthsAfterOrdinal: ReadonlySet<string>;
}

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.split(' ')));
const ordinalDotLanguages = words(ORDINAL_DOT_LANGUAGES);
const hours = words(HOURS);
const afterHours = words(AFTER_HOURS);
const monthsAfterOrdinal = words(MONTHS_AFTER_ORDINAL);

function gather(tables: readonly AbbreviationTable[], ordinalDot: boolean): LanguageWords {
  return {
    bound: words(...tables.map((table) => table.bound)),
    numbered: words(...tables.map((table) => table.numbered)),
    open: words(...tables.map((table) => table.open)),
    openers: words(...tables.map((table) => table.openers)),
    hours,
    afterHours,
    ordinalDot,
    monthsAfterOrdinal,
  };
}

/** Filled at most once a table, plus one entry for all tables together with and without ordinals. */
const gathered = new Map<string, LanguageWords>();

/**
 * The words that matter for sentence ends in `locale`. A language without a table, or none named, gets all tables
 * at once: text often holds foreign names, and a needless join costs less than a break after "Dr.".
 *
 * @param locale A BCP 47 tag such as "de-AT".
 * @throws RangeError when `locale` is not a well-formed tag.
 */
export function languageWords(locale?: string): LanguageWords {
  const language = locale === undefined ? '' : new Intl.Locale(locale).language;
  const own = Object.hasOwn(ABBREVIATIONS, language) ? ABBREVIATIONS[language] : undefined;
  const ordinalDot = ordinalDotLanguages.has(language);
  const key = own === undefined ? `all${ordinalDot ? '.' : ''}` : language;
  const known = gathered.get(key) ?? gather(own === undefined ? Object.values(ABBREVIATIONS) : [own], ordinalDot);
  gathered.set(key, known);
  return known;
}

/** Whether `set` holds `word` as written, in lower case, or, for a word all in capitals, with one capital ("DR"). */
export function hasWord(set: ReadonlySet<string>, word: string): boolean {
  if (set.has(word) || set.has(word.toLowerCase())) return true;
  return word.length > 1 && word === word.toUpperCase() && set.has(word.charAt(0) + word.slice(1).toLowerCase());
}
