/**
 * Letters, digits, currency signs and the symbols that voices read aloud ("percent", "at", "degrees"). Not emoji,
 * which speech models skip or turn into noise, and not invisible letters such as the Hangul fillers.
 */
const SPEAKABLE = /[[\p{L}\p{N}\p{Sc}%‰\&@#§°℃℉№℗©®™+=×÷±√∞≈≠≤≥]--\p{Default_Ignorable_Code_Point}]/v;

/** Whether the text holds anything that a voice can say: at least one letter, digit or spoken symbol. */
export function isSpeakable(text: string): boolean {
  return SPEAKABLE.test(text);
}

/** Where a text can be heard; see {@link findVoice}. */
export interface Voice {
  /** Offset just after the first speakable character at or after `start`; `Infinity` when there is none. */
  firstEnd(start: number): number;
  /** Offset of the last speakable character; -1 when there is none. */
  readonly last: number;
}

/** Walks back by UTF-16 units: the second half of a pair alone is not speakable, its first half reads the pair. */
function lastSpeakable(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && !SPEAKABLE.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) at -= 1;
  return at;
}

/** Finds speakable characters for values of `start` that never fall; each stretch of text is read once. */
export function findVoice(text: string): Voice {
  const search = new RegExp(SPEAKABLE.source, 'gv');
  let first = -1;
  let end = 0;
  return {
    last: lastSpeakable(text),
    firstEnd(start) {
      if (first >= start) return end;
      search.lastIndex = start;
      const found = search.exec(text);
      first = found?.index ?? Infinity;
      end = found === null ? Infinity : first + found[0].length;
      return end;
    },
  };
}
