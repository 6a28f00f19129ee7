import { DataError } from './data-error.ts';

/** Most characters of one line unless told otherwise: a base64 audio chunk of 6 MB, several times what RunPod takes. */
export const DEFAULT_MAX_LINE_CHARS = 8 * 1024 * 1024;

/** Text in pieces of any size -> lines. LF, CRLF and CR end a line, also when a piece ends between CR and LF. */
export class LineSplitter {
  readonly #maxChars: number;
  #pending = '';
  #afterCr = false;

  /** @param maxChars most UTF-16 units of one line without its end */
  constructor(maxChars = DEFAULT_MAX_LINE_CHARS) {
    this.#maxChars = maxChars;
  }

  /** The lines that are complete now, without their ends. Throws a DataError once a line is too long. */
  push(text: string): string[] {
    if (text === '') return [];
    const lines: string[] = [];
    // The LF of a CRLF whose CR ended the piece before.
    let start = this.#afterCr && text.startsWith('\n') ? 1 : 0;
    this.#afterCr = text.endsWith('\r');
    let lf = text.indexOf('\n', start);
    let cr = text.indexOf('\r', start);
    while (lf >= 0 || cr >= 0) {
      const end = lf < 0 || (cr >= 0 && cr < lf) ? cr : lf;
      lines.push(this.#take(text.slice(start, end)));
      start = end === cr && lf === cr + 1 ? end + 2 : end + 1;
      // Looked for again only when passed: else a text without CR would be searched to its end for every line.
      if (lf >= 0 && lf < start) lf = text.indexOf('\n', start);
      if (cr >= 0 && cr < start) cr = text.indexOf('\r', start);
    }
    this.#append(text.slice(start));
    return lines;
  }

  /** Ends the input: the last line when it had no end, '' otherwise. Ready for reuse. */
  flush(): string {
    this.#afterCr = false;
    return this.#take('');
  }

  #take(end: string): string {
    this.#append(end);
    const line = this.#pending;
    this.#pending = '';
    return line;
  }

  #append(text: string): void {
    if (this.#pending.length + text.length > this.#maxChars) {
      throw new DataError('too_large', `a line is longer than ${this.#maxChars} characters`);
    }
    this.#pending += text;
  }
}
