import { TokenError } from './token-error.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
/** Where a number or a word ends: at white space, or where the next value begins without any. */
const WORD_END = /[\s{["]/g;
/** How a number, true, false or null begins. */
const WORD_START = /^[-\dtfn]/;

/**
 * Finds where one JSON value ends, in text that arrives in any cut. It counts brackets outside strings and leaves the
 * grammar to JSON.parse. Every character is looked at once.
 */
export class JsonBoundary {
  readonly #maxDepth: number;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isWord = false;

  /** @param maxDepth most brackets that may be open at once */
  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** Whether a value may end with the input: numbers and words have no end of their own. */
  get mayEnd(): boolean {
    return this.#isWord;
  }

  /**
   * Begins the next value.
   * @param first its first character
   * @throws TokenError when no JSON value begins so
   */
  begin(first: string): void {
    this.#isWord = WORD_START.test(first);
    if (this.#isWord || first === '{' || first === '[' || first === '"') return;
    throw new TokenError(`found ${JSON.stringify(first)} where a JSON document should begin`);
  }

  /**
   * Reads on.
   * @returns index past the end of the value, or undefined when it does not end in this text
   * @throws TokenError when brackets are nested too deep
   */
  advance(text: string, from: number): number | undefined {
    if (this.#isWord) return findWordEnd(text, from);
    for (let at = from; at < text.length; at++) {
      if (this.#isLast(text.charCodeAt(at))) return at + 1;
    }
    return undefined;
  }

  #isLast(code: number): boolean {
    if (this.#inString) this.#stepInString(code);
    else if (code === QUOTE) this.#inString = true;
    else if (OPENING.has(code)) this.#open();
    else if (CLOSING.has(code)) this.#depth -= 1;
    return this.#depth === 0 && !this.#inString;
  }

  #stepInString(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
    else if (code === NEWLINE) throw new TokenError('a line ends inside a string; the JSON is broken or cut off');
  }

  #open(): void {
    this.#depth += 1;
    if (this.#depth > this.#maxDepth) {
      throw new TokenError(`the JSON is nested more than ${this.#maxDepth} levels deep`);
    }
  }
}

function findWordEnd(text: string, from: number): number | undefined {
  WORD_END.lastIndex = from;
  return WORD_END.exec(text)?.index;
}
