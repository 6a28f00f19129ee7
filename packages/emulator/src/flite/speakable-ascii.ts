/** What flite says for a letter or digit that it cannot read. */
const FILLER = ' la ';

/**
 * The text in the only letters that flite reads: accents are taken off, typographic marks become plain ones, letters of
 * other scripts become a syllable each, so that every text is audible, and everything else becomes a space.
 */
export function speakableAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—]/g, ', ')
    .replace(/[。！？]/g, '. ')
    .replace(/[^\p{ASCII}]/gu, (letter) => (/[\p{L}\p{N}]/u.test(letter) ? FILLER : ' '))
    .replace(/\p{Cc}/gu, ' ');
}
