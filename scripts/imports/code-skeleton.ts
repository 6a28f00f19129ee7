/** Source code without comments, and with each string literal replaced by its number in `strings`: `import "0"`. */
export interface CodeSkeleton {
  code: string;
  strings: string[];
}

/**
 * Reduces TypeScript to what a search for imports may look at, so that one in a comment, a string or a template is not
 * taken for real. Code inside `${}` of a template stays, since an import there is a real one.
 */
export function codeSkeleton(source: string): CodeSkeleton {
  return new SkeletonReader(source).read();
}

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** After these a slash begins a regular expression; after a value it divides. */
const BEFORE_REGEX = /(?:^|[([{},;:=!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))$/;
/** Longer than any keyword above, so that the end of the code tells all. */
const LOOK_BACK = 12;

class SkeletonReader {
  readonly #source: string;
  readonly #strings: string[] = [];
  /** How many braces were open at each `${` that still is: the brace that closes it leads back into the template. */
  readonly #templates: number[] = [];
  #code = '';
  #openBraces = 0;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): CodeSkeleton {
    while (this.#at < this.#source.length) this.#readToken();
    return { code: this.#code, strings: this.#strings };
  }

  #readToken(): void {
    if (this.#take(COMMENT) !== undefined) {
      this.#code += ' ';
      return;
    }
    const string = this.#take(STRING);
    if (string !== undefined) this.#addString(string.slice(1, -1));
    else if (this.#regexMayBegin() && this.#take(REGEX) !== undefined) this.#code += '0';
    else this.#readCharacter();
  }

  #readCharacter(): void {
    const character = this.#source[this.#at] ?? '';
    this.#at += 1;
    if (character === '`') this.#openTemplate();
    else if (character === '}') this.#closeBrace();
    else {
      if (character === '{') this.#openBraces += 1;
      this.#code += character;
    }
  }

  /** A template without `${}` is a string like any other. */
  #openTemplate(): void {
    const text = this.#take(TEMPLATE_TEXT) ?? '';
    if (this.#leaveTemplateText()) this.#code += '(';
    else this.#addString(text);
  }

  #closeBrace(): void {
    if (this.#templates.at(-1) === this.#openBraces) {
      this.#templates.pop();
      this.#take(TEMPLATE_TEXT);
      this.#code += this.#leaveTemplateText() ? ',' : ')';
      return;
    }
    this.#openBraces -= 1;
    this.#code += '}';
  }

  /** Steps over the backtick or the `${` that ends a stretch of text; true when code follows. */
  #leaveTemplateText(): boolean {
    const codeFollows = this.#source[this.#at] === '$';
    this.#at += codeFollows ? 2 : 1;
    if (codeFollows) this.#templates.push(this.#openBraces);
    return codeFollows;
  }

  #regexMayBegin(): boolean {
    return this.#source[this.#at] === '/' && BEFORE_REGEX.test(this.#code.slice(-LOOK_BACK).trimEnd());
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #addString(text: string): void {
    this.#code += `"${this.#strings.push(text) - 1}"`;
  }
}
