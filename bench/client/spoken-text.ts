/** Letters that tell one sentence from all others: 26^5 are more than any bench says. */
const SERIAL_LETTERS = 5;
const A = 'a'.charCodeAt(0);
let serial = 0;

/**
 * A text of `sentences` that no other call gives. Each sentence has 53 characters, so that it is a piece of its own
 * where pieces have at most 76, and takes the emulator's tones 3.02 s.
 */
export function newText(sentences: number): string {
  return Array.from({ length: sentences }, () => `${newWord()} saw the brown fox jump over the very lazy dogs.`).join(
    ' ',
  );
}

function newWord(): string {
  let rest = serial++;
  const letters = Array.from({ length: SERIAL_LETTERS }, () => {
    const letter = rest % 26;
    rest = Math.floor(rest / 26);
    return String.fromCharCode(A + letter);
  });
  const word = letters.reverse().join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
