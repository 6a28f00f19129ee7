import { setting } from './setting.ts';

const TRUE = new Set(['true', '1']);
const FALSE = new Set(['false', '0']);

/** A switch. */
export function flag(fallback: boolean) {
  return setting(fallback, 'true, false, 1 or 0', (text) => {
    const word = text.toLowerCase();
    if (TRUE.has(word)) return true;
    return FALSE.has(word) ? false : undefined;
  });
}

/** A whole number in `[least, most]`. */
export function whole(fallback: number, least: number, most: number, unit = '') {
  const kind = unit === '' ? 'a whole number' : `a whole number of ${unit}`;
  return setting(fallback, `${kind} from ${least} to ${most}`, (text) => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined;
  });
}

/** One of a few words. */
export function choice<const T extends string>(fallback: T, words: readonly T[]) {
  return setting<T>(fallback, `one of ${words.join(', ')}`, (text) => words.find((word) => word === text));
}

/** A text that is not looked into, such as a key. */
export function secret() {
  return setting<string | undefined>(undefined, 'a text without line breaks', (text) =>
    /[\r\n]/.test(text) ? undefined : text,
  );
}
