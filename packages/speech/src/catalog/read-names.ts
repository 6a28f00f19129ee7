/** Most names of a list, and the longest of them in UTF-16 units: what is beyond is no catalog of a speech model. */
const MAX_NAMES = 200;
const MAX_NAME = 60;

/** Fields by which servers name an entry, best first: what is told back to them, then what people call it. */
const NAME_FIELDS = ['id', 'name'] as const;

/**
 * Names in the answer to `GET /speakers` or `GET /languages`: a list of names, a list of objects with an `id` or `name`,
 * or either of them under the list's own name.
 * @param list the field that may hold the list.
 * @returns undefined when there is no usable name in it.
 */
export function readNames(answer: unknown, list: string): string[] | undefined {
  const entries = Array.isArray(answer) ? answer : fieldOf(answer, list);
  if (!Array.isArray(entries)) return undefined;
  const names = entries.slice(0, MAX_NAMES).map(nameOf).filter(isName);
  return names.length === 0 ? undefined : [...new Set(names)];
}

function nameOf(entry: unknown): unknown {
  if (typeof entry === 'string') return entry;
  return NAME_FIELDS.map((field) => fieldOf(entry, field)).find(isName);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

/** Names go into errors and lists as they are, so that one with control characters in it is none. */
function isName(name: unknown): name is string {
  return typeof name === 'string' && name.trim() !== '' && name.length <= MAX_NAME && !/\p{Cc}/u.test(name);
}
