import { HandlerError } from '../job/handler.ts';

type Input = Readonly<Record<string, unknown>>;

/** Characters that most public handlers take at most. */
const MAX_TEXT = 2_000;
/** Rates that the pretended models can be asked for, in Hz. */
const MODEL_RATE = 24_000;
const HIGH_RATE = 48_000;

/** The text to say, from the first of `names` that is there. Throws a HandlerError when it is empty or too long. */
export function textOf(input: Input, names: readonly string[], maxChars = MAX_TEXT): string {
  const name = names.find((candidate) => input[candidate] !== undefined) ?? names[0] ?? 'text';
  const text = input[name];
  if (typeof text !== 'string' || text.trim() === '')
    throw new HandlerError(`Missing required parameter: ${name}`, name);
  if (text.length > maxChars) {
    throw new HandlerError(`Text is ${text.length} characters; the maximum is ${maxChars}`, name);
  }
  return text;
}

/** A number within its range, if it is there. */
export function numberOf(input: Input, name: string, min: number, max: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw new HandlerError(`${name} must be a number between ${min} and ${max}, got ${JSON.stringify(value)}`, name);
}

/** A real boolean; the words "true" and "false" are refused, because a handler would take both for true. */
export function booleanOf(input: Input, name: string, whenAbsent: boolean): boolean {
  const value = input[name] ?? whenAbsent;
  if (typeof value === 'boolean') return value;
  throw new HandlerError(`${name} must be true or false, got ${JSON.stringify(value)}`);
}

/** One of a few words. */
export function wordOf<const Word extends string>(
  input: Input,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined)
    throw new HandlerError(`${name} must be one of ${words.join(', ')}, got ${JSON.stringify(value)}`);
  return word;
}

/** 24 or 48 kHz. */
export function rateOf(input: Input, whenAbsent: number): number {
  const value = input.sample_rate ?? whenAbsent;
  if (value === whenAbsent || value === MODEL_RATE || value === HIGH_RATE) return value;
  throw new HandlerError(`sample_rate must be ${MODEL_RATE} or ${HIGH_RATE}, got ${JSON.stringify(value)}`);
}
