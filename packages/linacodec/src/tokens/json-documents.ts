import { JsonBoundary } from './json-boundary.ts';
import { TokenError } from './token-error.ts';

/** Bounds of one document; anything past them is an error. */
export interface JsonDocumentLimits {
  /** UTF-16 units, which are bytes in the ASCII that tokens are written in. */
  maxLength?: number;
  /** Brackets open at once. */
  maxDepth?: number;
}

/** Room for the largest reply that RunPod hands out, 20 MB. */
const MAX_LENGTH = 32 * 1024 * 1024;
/** Messages are about ten levels deep; JSON.parse itself gives up after thousands. */
const MAX_DEPTH = 64;
const NOT_SPACE = /\S/g;

/**
 * Text in pieces of any size -> the JSON documents in it: one on each line, several on a line, one over many lines, or
 * all run together. Takes time in proportion to the text, however it is cut, and the cut changes no result: documents
 * before a wrong one are handed out first, and the error comes with the next call.
 */
export class JsonDocuments {
  readonly #maxLength: number;
  readonly #maxDepth: number;
  #boundary: JsonBoundary | undefined;
  #pending = '';
  #number = 0;
  #failure: unknown;

  constructor({ maxLength = MAX_LENGTH, maxDepth = MAX_DEPTH }: JsonDocumentLimits = {}) {
    this.#maxLength = maxLength;
    this.#maxDepth = maxDepth;
  }

  /**
   * The documents that are complete now.
   * @throws TokenError when a document is no JSON, too long or nested too deep; no call succeeds after it
   */
  push(text: string): unknown[] {
    return this.#collect((found) => this.#scan(text, found));
  }

  /**
   * Ends the input: the last document when it is a number or a word, which only now is known to be complete.
   * @throws TokenError when the input ends inside a document
   */
  end(): unknown[] {
    return this.#collect((found) => {
      if (this.#boundary === undefined) return;
      if (!this.#boundary.mayEnd) throw new TokenError(`the input ends inside JSON document ${this.#number}`);
      found.push(this.#take());
    });
  }

  #collect(work: (found: unknown[]) => void): unknown[] {
    const found: unknown[] = [];
    try {
      if (this.#failure === undefined) work(found);
    } catch (error) {
      this.#failure = error;
    }
    if (found.length === 0 && this.#failure !== undefined) throw this.#failure;
    return found;
  }

  #scan(text: string, found: unknown[]): void {
    let at = 0;
    while (at < text.length) {
      if (this.#boundary === undefined) at = this.#begin(text, at);
      const end = this.#boundary?.advance(text, at);
      this.#append(text.slice(at, end));
      if (end === undefined) return;
      found.push(this.#take());
      at = end;
    }
  }

  /** Steps over white space, to where the next document begins or to the end of the text. */
  #begin(text: string, from: number): number {
    NOT_SPACE.lastIndex = from;
    const at = NOT_SPACE.exec(text)?.index;
    if (at === undefined) return text.length;
    this.#number += 1;
    const boundary = new JsonBoundary(this.#maxDepth);
    boundary.begin(text.charAt(at));
    this.#boundary = boundary;
    return at;
  }

  #append(text: string): void {
    if (this.#pending.length + text.length > this.#maxLength) {
      throw new TokenError(`JSON document ${this.#number} is longer than ${this.#maxLength} characters`);
    }
    this.#pending += text;
  }

  #take(): unknown {
    const text = this.#pending;
    this.#pending = '';
    this.#boundary = undefined;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new TokenError(`JSON document ${this.#number} is broken: ${(cause as Error).message}`, { cause });
    }
  }
}
