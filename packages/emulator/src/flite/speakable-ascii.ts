/** What flite says for a letter or digit that it cannot read. */
const FILLER = ' la ';

/** Latin letters that are no letter with an accent on it. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
};

/**
 * The text in the only letters that flite reads: accents are taken off, typographic marks become plain ones, letters of
 * other scripts become a syllable each, and everything else becomes a space. What has nothing in it that can be said
 * becomes a syllable, too, so that every text is audible.
 */
export function speakableAscii(text: string): string {
  const ascii = inAscii(text);
  return /[A-Za-z0-9]/.test(ascii) ? ascii : FILLER;
}

function inAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæÆœŒøØłŁ]/g, (letter) => SPELT[letter] ?? letter)
    .replace(/[‘’]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/[–—]/g, ', ')
    .replace(/[。！？]/g, '. ')
    .replace(/[^\p{ASCII}]/gu, (letter) => (/[\p{L}\p{N}]/u.test(letter) ? FILLER : ' '))
    .replace(/\p{Cc}/gu, ' ');
}
