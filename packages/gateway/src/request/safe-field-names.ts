const FIELD_NAME = /^[A-Za-z_][\w.-]{0,63}$/;
/** More ignored fields than this in one request say nothing new. */
const MAX_NAMES = 20;

/** Field names a client made up, fit for a header and a log: what does not look like a name is left out. */
export function safeFieldNames(names: readonly string[]): string[] {
  return names.filter((name) => FIELD_NAME.test(name)).slice(0, MAX_NAMES);
}
