/** Scripts written without spaces between words, where a dictionary must find them. */
const UNSPACED_SCRIPT = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** UTF-16 units before the wanted place in which a word boundary is looked for; bounds the dictionary's work. */
const WORD_WINDOW = 128;
/** One character more than the last place in question: whether a cluster ends depends on what follows it. */
const LOOK_AHEAD = 2;

/** Clusters are the same in every language, and making a segmenter takes longer than using it on a sentence. */
const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Grapheme cluster boundaries in [from, to]; `start` must be one too. */
function clusterEnds(text: string, start: number, from: number, to: number): number[] {
  if (from > to) return [];
  const ends: number[] = [];
  for (const { index } of clusters.segment(text.slice(start, to + LOOK_AHEAD))) {
    if (start + index >= from && start + index <= to) ends.push(start + index);
  }
  return ends;
}

/** The last grapheme cluster boundary in [from, to], counted from the cluster boundary `start`. */
export function latestClusterEnd(text: string, start: number, from: number, to: number): number | undefined {
  return clusterEnds(text, start, Math.max(from, start + 1), to).at(-1);
}

/** The last boundary in [from, to] before a word of a script without spaces; none in text that has spaces. */
export function latestUnspacedWord(
  text: string,
  range: { readonly start: number; readonly from: number; readonly to: number },
  locale?: string,
): number | undefined {
  const windowStart = Math.max(range.start, range.to - WORD_WINDOW);
  const excerpt = text.slice(windowStart, range.to + WORD_WINDOW);
  if (!UNSPACED_SCRIPT.test(excerpt)) return undefined;
  const safe = new Set(clusterEnds(text, range.start, range.from, range.to));
  let latest: number | undefined;
  for (const { index, segment, isWordLike } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(excerpt)) {
    const at = windowStart + index;
    if (at > range.to) break;
    if (index > 0 && isWordLike === true && UNSPACED_SCRIPT.test(segment) && safe.has(at)) latest = at;
  }
  return latest;
}
