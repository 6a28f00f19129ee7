import type { WindowPlan } from './window-plan.ts';

/** One window over the tokens of a stream. */
export interface TokenWindow {
  /** Tokens with context on both sides. */
  tokens: Int32Array;
  /** Place of the first token that is kept, in `tokens` and in the stream. */
  skip: number;
  from: number;
  /** Tokens of the stream up to the end of what is kept. */
  to: number;
  /** True when the stream ends with it. */
  final: boolean;
}

/**
 * Cuts a stream of tokens into windows. Where they lie depends on the number of tokens only, not on how they arrive: a
 * window that is not the last one is there once all of its context is, and the last one takes what is left.
 */
export class TokenWindows {
  readonly #plan: WindowPlan;
  #tokens: Int32Array = new Int32Array(0);
  /** Number in the stream of the first token held. */
  #first = 0;
  #from = 0;
  #index = 0;
  #ended = false;

  constructor(plan: WindowPlan) {
    this.#plan = plan;
  }

  /** Tokens so far. */
  get total(): number {
    return this.#first + this.#tokens.length;
  }

  get ended(): boolean {
    return this.#ended;
  }

  push(tokens: Int32Array): void {
    const joined = new Int32Array(this.#tokens.length + tokens.length);
    joined.set(this.#tokens);
    joined.set(tokens, this.#tokens.length);
    this.#tokens = joined;
  }

  end(): void {
    this.#ended = true;
  }

  /** The next window; undefined when there is none yet, or none any more. */
  next(): TokenWindow | undefined {
    const before = this.#plan.prenetBefore;
    const after = this.#plan.prenetAfter(this.#index);
    const planned = this.#from + this.#plan.windowTokens(this.#index);
    const final = planned + after > this.total;
    if (final && (!this.#ended || this.#from >= this.total)) return undefined;
    const from = this.#from;
    const first = Math.max(0, from - before);
    const to = final ? this.total : planned;
    const tokens = this.#tokens.slice(first - this.#first, to + (final ? 0 : after) - this.#first);
    this.#from = to;
    this.#index++;
    this.#forget(to - before);
    return { tokens, skip: from - first, from, to, final };
  }

  #forget(before: number): void {
    if (before <= this.#first) return;
    this.#tokens = this.#tokens.slice(before - this.#first);
    this.#first = before;
  }
}
