const PARAGRAPH_SEPARATOR = '\u2029';

function endsParagraph(text: string, end: number): boolean {
  let lines = 0;
  for (let at = end - 1; at >= 0 && text.charAt(at).trim() === ''; at -= 1) {
    if (text.charAt(at) === '\n') lines += 1;
    if (lines === 2 || text.charAt(at) === PARAGRAPH_SEPARATOR) return true;
  }
  return false;
}

/** Those of the sentence ends that stand after an empty line or a paragraph separator. */
export function paragraphEnds(text: string, sentences: readonly number[]): number[] {
  return sentences.filter((end) => endsParagraph(text, end));
}
