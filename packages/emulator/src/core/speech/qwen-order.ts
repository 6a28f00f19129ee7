import { HandlerError } from '../job/handler.ts';
import { numberOf, textOf } from './handler-input.ts';

/** Speakers that the model knows. */
export const QWEN_SPEAKERS = [
  'Ryan',
  'Vivian',
  'Serena',
  'Aiden',
  'Dylan',
  'Eric',
  'Uncle_Fu',
  'Ono_Anna',
  'Sohee',
] as const;

/** Languages that it knows. */
export const QWEN_LANGUAGES = [
  'English',
  'Chinese',
  'Japanese',
  'Korean',
  'German',
  'French',
  'Russian',
  'Portuguese',
  'Spanish',
  'Italian',
] as const;

/** Characters of a text and of an instruction. */
const MAX_TEXT = 5_000;
const MAX_INSTRUCT = 2_000;
const MAX_SEED = 4_294_967_295;

/** A clip to be made, checked. */
export interface QwenOrder {
  text: string;
  speaker: string;
  language: string;
  /** 1 is the speaker's own; above it is faster. */
  speed: number;
  /** 1 is the speaker's own; a factor on the mean frequency of the voice. */
  pitch: number;
  seed: number;
}

/** A speaker or a language that the model does not have; the message lists those that it has. */
export class UnknownName extends HandlerError {
  override name = 'UnknownName';
}

/** Reads `{text, speaker, language, speed, pitch, instruct, seed}`. Throws a HandlerError that names the field. */
export function readQwenOrder(input: Readonly<Record<string, unknown>>): QwenOrder {
  const order = {
    text: textOf(input, ['text'], MAX_TEXT),
    speaker: nameOf(input, 'speaker', QWEN_SPEAKERS),
    language: nameOf(input, 'language', QWEN_LANGUAGES),
    speed: numberOf(input, 'speed', 0.25, 4) ?? 1,
    pitch: numberOf(input, 'pitch', 0.5, 2) ?? 1,
    seed: numberOf(input, 'seed', 0, MAX_SEED) ?? 0,
  };
  checkInstruct(input.instruct);
  return order;
}

/** One of the names, the first when none is given. */
function nameOf(
  input: Readonly<Record<string, unknown>>,
  field: 'speaker' | 'language',
  names: readonly string[],
): string {
  const given = input[field] ?? names[0];
  if (typeof given !== 'string') {
    throw new HandlerError(`${field} must be one of ${names.join(', ')}, got ${JSON.stringify(given)}`, field);
  }
  if (names.includes(given)) return given;
  throw new UnknownName(`Unknown ${field} ${JSON.stringify(given)}. Available: ${names.join(', ')}`, field);
}

/** What to feel or whom to play: the synthesiser has no ear for it, so it is only checked. */
function checkInstruct(instruct: unknown): void {
  if (instruct === undefined || instruct === null) return;
  if (typeof instruct === 'string' && instruct.length <= MAX_INSTRUCT) return;
  throw new HandlerError(`instruct must be text of at most ${MAX_INSTRUCT} characters`, 'instruct');
}
