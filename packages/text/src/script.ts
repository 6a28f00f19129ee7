import { isClauseEnd, isWordStart } from './breath-places.ts';
import { languageWords } from './language-words.ts';
import { paragraphEnds } from './paragraph-ends.ts';
import type { PieceLimits } from './piece-limits.ts';
import type { PlaceTest } from './scan-places.ts';
import { sentenceEnds } from './sentence-ends.ts';
import { findVoice, type Voice } from './speakable.ts';

/** A text and the places at which it may be cut. All offsets are in UTF-16 units and ascend. */
export interface Script {
  readonly text: string;
  readonly limits: PieceLimits;
  readonly locale: string | undefined;
  readonly sentences: readonly number[];
  readonly paragraphs: readonly number[];
  readonly voice: Voice;
  /** Clause ends and word starts are many and seldom needed: they are tested where a cut is sought. */
  readonly clauseEndsAt: PlaceTest;
  readonly wordStartsAt: PlaceTest;
}

/** @throws RangeError when `locale` is not a well-formed tag. */
export function readScript(text: string, limits: PieceLimits, locale: string | undefined): Script {
  const sentences = sentenceEnds(text, locale);
  const language = languageWords(locale);
  return {
    text,
    limits,
    locale,
    sentences,
    paragraphs: paragraphEnds(text, sentences),
    voice: findVoice(text),
    clauseEndsAt: (at) => isClauseEnd(text, at, language),
    wordStartsAt: (at) => isWordStart(text, at),
  };
}
