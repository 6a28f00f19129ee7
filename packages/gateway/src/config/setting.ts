import { z } from 'zod';

/**
 * One setting: a text of the environment, read by `read`; `fallback` when it is not set or empty.
 * @param should ends the sentence "NAME must be ..."; it is all that a wrong value is answered with, because the
 * value itself may be a secret.
 * @param read gives undefined, or throws, for what is no such value; of what it throws only a SettingFault is shown,
 * since others, such as those of JSON.parse, quote what they could not read.
 */
export function setting<T>(fallback: T, should: string, read: (text: string) => T | undefined) {
  return z
    .unknown()
    .default('')
    .transform((raw, context): T => {
      const text = textOf(raw);
      if (text === '') return fallback;
      const { value, fault } = attempt(read, text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: `must be ${should}${fault}` });
      return z.NEVER;
    });
}

/** `[vars]` may hold booleans, numbers and tables beside text. */
function textOf(raw: unknown): string {
  if (raw === null) return '';
  return (typeof raw === 'object' ? JSON.stringify(raw) : String(raw)).trim();
}

function attempt<T>(read: (text: string) => T | undefined, text: string): { value?: T | undefined; fault: string } {
  try {
    return { value: read(text), fault: '' };
  } catch (error) {
    return { fault: error instanceof SettingFault ? `: ${error.message}` : '' };
  }
}

/** Says which field of a longer setting is wrong. Its message is shown, so it names fields and never quotes a value. */
export class SettingFault extends Error {
  override readonly name = 'SettingFault';
}

/** The parts of a comma-separated text; undefined when it holds none, which is no way to write "not set". */
export function partsOf(text: string): string[] | undefined {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts;
}
