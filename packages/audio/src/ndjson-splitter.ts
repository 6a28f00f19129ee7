import { DEFAULT_MAX_LINE_CHARS, LineSplitter } from './line-splitter.ts';

/**
 * Newline-delimited JSON in pieces of any size -> the text of each value; blank lines, which some servers send to keep
 * a connection open, are left out. A CR also ends a line: no JSON string holds a raw one.
 */
export class NdjsonSplitter {
  readonly #lines: LineSplitter;

  /** @param maxLineChars most UTF-16 units of one value */
  constructor(maxLineChars = DEFAULT_MAX_LINE_CHARS) {
    this.#lines = new LineSplitter(maxLineChars);
  }

  /** The values that are complete now. Throws a DataError once a line is too long. */
  push(text: string): string[] {
    return this.#lines.push(text).filter(hasValue);
  }

  /** Ends the input: the last value when no line end followed it. */
  flush(): string[] {
    return [this.#lines.flush()].filter(hasValue);
  }
}

function hasValue(line: string): boolean {
  return line.trim() !== '';
}
