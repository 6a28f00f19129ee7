import { CheckpointError, quoted } from './checkpoint-error.ts';

/** What the names in a pickle stand for. Each function throws on what it does not know. */
export interface PickleHost {
  /** The object behind a global name. */
  global(module: string, name: string): unknown;
  /** Calls `callee`, which is whatever value the pickle gives, with the values of a tuple. */
  call(callee: unknown, args: readonly unknown[]): unknown;
  /** The object behind an id of something that is kept outside of the pickle. */
  persistent(id: unknown): unknown;
}

/** Most values on the stack. Pickles set at most 1000 items of a dictionary at once. */
const MAX_STACK = 8192;

/** Most tuples and dictionaries that are open at once; state dicts have 4. */
const MAX_MARKS = 32;

/** Most values that are kept to be used again. The full-size vocoder has about 1,200. */
const MAX_MEMO = 65_536;

/**
 * The state of an unpickling: stack, open marks and memo. It knows dictionaries (Map), tuples (arrays), text, numbers,
 * booleans and null; anything else comes from its host. All errors are CheckpointErrors.
 */
export class PickleMachine {
  readonly host: PickleHost;
  readonly #file: string;
  readonly #stack: unknown[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(host: PickleHost, file: string) {
    this.host = host;
    this.#file = file;
  }

  push(value: unknown): void {
    if (this.#stack.length >= MAX_STACK) this.fail(`more than ${MAX_STACK} values on the stack`, 'fewer');
    this.#stack.push(value);
  }

  pop(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0))
      this.fail('a value taken that is not there', 'one on the stack');
    return this.#stack.pop();
  }

  mark(): void {
    if (this.#marks.length >= MAX_MARKS)
      this.fail(`more than ${MAX_MARKS} nested groups`, 'the nesting of a state dict');
    this.#marks.push(this.#stack.length);
  }

  /** Takes all values since the last mark. */
  popToMark(): unknown[] {
    const from = this.#marks.pop();
    if (from === undefined) return this.fail('the end of a group that never began', 'a mark before it');
    return this.#stack.splice(from);
  }

  /** Takes so many values as a tuple. */
  popTuple(length: number): unknown[] {
    const from = this.#stack.length - length;
    if (from < (this.#marks.at(-1) ?? 0)) this.fail(`${length} values taken that are not there`, 'them on the stack');
    return this.#stack.splice(from);
  }

  /** Keeps the value on top; without an index, under the next free one. */
  keep(index = this.#memo.size): void {
    if (this.#memo.size >= MAX_MEMO) this.fail(`more than ${MAX_MEMO} kept values`, 'fewer');
    const value = this.pop();
    this.#memo.set(index, value);
    this.#stack.push(value);
  }

  recall(index: number): void {
    if (!this.#memo.has(index)) this.fail(`kept value ${index} used`, 'it to be kept before');
    this.push(this.#memo.get(index));
  }

  /** Sets items, key and value in turn, of the dictionary on top. */
  setItems(items: readonly unknown[]): void {
    const target = this.#stack.at(-1);
    if (!(target instanceof Map) || items.length % 2 !== 0) {
      this.fail(`${items.length} items set of ${kindOf(target)}`, 'pairs of key and value for a dictionary');
    }
    for (let i = 0; i < items.length; i += 2) {
      if (typeof items[i] !== 'string') this.fail(`${kindOf(items[i])} as the key of a dictionary`, 'a string');
      target.set(items[i], items[i + 1]);
    }
  }

  /** The one value that is left. */
  result(): unknown {
    if (this.#stack.length !== 1) this.fail(`${this.#stack.length} values at its end`, 'one: the state dict');
    return this.#stack[0];
  }

  fail(found: string, expected: string): never {
    throw new CheckpointError({ file: this.#file, found: `a pickle with ${found}`, expected });
  }
}

/** A value in words that are safe to show: never its content beyond a few characters. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a tuple of ${value.length}`;
  if (value instanceof Map) return `a dictionary of ${value.size}`;
  return typeof value === 'object' && value !== null ? 'an object' : quoted(value);
}
