import { DataError } from '@voxlane/audio';

/** Longest document in UTF-16 units: a chunk of 6 MB of audio in base64, several times what RunPod takes. */
const MAX_DOCUMENT = 8 * 1024 * 1024;

/** What can change the state between documents, within brackets and within a string. */
const OUTSIDE = /["[\]{}\s]/g;
const IN_BRACKETS = /["[\]{}]/g;
const IN_STRING = /["\\\n\r]/g;

/**
 * Text in pieces of any size -> the JSON documents in it: one a line, several on one line, one over several lines, with
 * white space or nothing between them.
 *
 * A document's end is found by its brackets and strings; whether it is JSON shows when it is parsed. What cannot be
 * JSON any more (a line end in a string, a closing bracket too many) is cut off there, so that it shows at once.
 */
export class JsonDocuments {
  readonly #maxChars: number;
  /** The document that is being read, as far as it has come. */
  #pending = '';
  /** Brackets that are open. */
  #depth = 0;
  #inString = false;
  /** The character before was a backslash in a string. */
  #escaped = false;
  /** The document ends where reading stands now. */
  #complete = false;

  /** @param maxChars most UTF-16 units of one document. */
  constructor(maxChars = MAX_DOCUMENT) {
    this.#maxChars = maxChars;
  }

  /** The documents that are complete now. @throws DataError once one is too long. */
  push(text: string): string[] {
    const documents: string[] = [];
    let from = 0;
    for (let at = 0; at < text.length; ) {
      at = this.#read(text, at, this.#pending !== '' || at > from);
      if (!this.#complete) continue;
      this.#complete = false;
      documents.push(this.#take(text.slice(from, at)));
      from = at;
    }
    this.#append(text.slice(from));
    // White space between documents was taken for one.
    return documents.filter((document) => document.trim() !== '');
  }

  /** Ends the input: the document that it ends in, if any. Ready for another one. */
  flush(): string[] {
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    const rest = this.#take('');
    return rest === '' ? [] : [rest];
  }

  /** Reads from `at` to the next character that changes the state, and returns where to go on. */
  #read(text: string, at: number, begun: boolean): number {
    if (this.#inString) return this.#readString(text, at);
    return this.#depth > 0 ? this.#readBrackets(text, at) : this.#readOutside(text, at, begun);
  }

  /** @param begun a bare word, such as `null`, is being read: anything else ends it. */
  #readOutside(text: string, at: number, begun: boolean): number {
    const mark = find(OUTSIDE, text, at);
    if (begun || mark > at) {
      this.#complete = mark < text.length;
      return mark;
    }
    this.#enter(text[mark]);
    this.#complete = !this.#inString && this.#depth <= 0;
    this.#depth = Math.max(0, this.#depth);
    return mark + 1;
  }

  #readBrackets(text: string, at: number): number {
    const mark = find(IN_BRACKETS, text, at);
    if (mark === text.length) return mark;
    this.#enter(text[mark]);
    this.#complete = this.#depth === 0;
    return mark + 1;
  }

  #readString(text: string, at: number): number {
    if (this.#escaped) {
      this.#escaped = false;
      return at + 1;
    }
    const mark = find(IN_STRING, text, at);
    if (mark === text.length) return mark;
    this.#escaped = text[mark] === '\\';
    this.#inString = this.#escaped;
    // A line end cannot stand in a string: the sender broke off and began anew.
    if (!this.#inString && text[mark] !== '"') this.#depth = 0;
    this.#complete = !this.#inString && this.#depth === 0;
    return mark + 1;
  }

  #enter(mark: string | undefined): void {
    if (mark === '"') this.#inString = true;
    else if (mark === '{' || mark === '[') this.#depth += 1;
    else if (mark === '}' || mark === ']') this.#depth -= 1;
  }

  #take(end: string): string {
    this.#append(end);
    const document = this.#pending;
    this.#pending = '';
    return document;
  }

  #append(text: string): void {
    if (this.#pending.length + text.length > this.#maxChars) {
      throw new DataError('too_large', `a JSON document is longer than ${this.#maxChars} characters`);
    }
    this.#pending += text;
  }
}

/** Index of the next match of a global expression, or the text's length. */
function find(mark: RegExp, text: string, from: number): number {
  mark.lastIndex = from;
  return mark.test(text) ? mark.lastIndex - 1 : text.length;
}
