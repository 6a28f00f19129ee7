/** Turns a value from outside into a typed one; `path` names the place in the error. Throws a {@link ReadError}. */
export type Reader<Value> = (value: unknown, path: string) => Value;

/** A value from outside that is not what it should be; the message says where, what came and what would be right. */
export class ReadError extends Error {
  override name = 'ReadError';
}

function fail(value: unknown, path: string, wanted: string): never {
  const shown = JSON.stringify(value)?.slice(0, 80) ?? String(value);
  throw new ReadError(`${path} is ${shown}; it must be ${wanted}`);
}

/** A number within [min, max]. */
export const number =
  (min: number, max: number): Reader<number> =>
  (value, path) =>
    typeof value === 'number' && value >= min && value <= max ? value : fail(value, path, `a number ${min}..${max}`);

/** A whole number within [min, max]. */
export const integer =
  (min: number, max: number): Reader<number> =>
  (value, path) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : fail(value, path, `a whole number ${min}..${max}`);

/** `true` or `false`, and not a word for it. */
export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(value, path, 'true or false');

/** Text of `min` to `max` UTF-16 units. */
export const text =
  (min: number, max: number): Reader<string> =>
  (value, path) =>
    typeof value === 'string' && value.length >= min && value.length <= max
      ? value
      : fail(value, path, `text of ${min}..${max} characters`);

/** One of a few words. */
export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Reader<Word> =>
  (value, path) =>
    words.find((word) => word === value) ?? fail(value, path, `one of ${words.join(', ')}`);

/** An array of at most `max` values. */
export const list =
  <Value>(item: Reader<Value>, max: number): Reader<Value[]> =>
  (value, path) =>
    Array.isArray(value) && value.length <= max
      ? value.map((entry, i) => item(entry, `${path}[${i}]`))
      : fail(value, path, `an array of at most ${max}`);

type Fields = Readonly<Record<string, Reader<unknown>>>;

/** What {@link object} gives: every field may be absent, and none is undefined. */
export type Read<Shape extends Fields> = { -readonly [Name in keyof Shape]?: ReturnType<Shape[Name]> };

/** An object of known fields, all optional; unknown fields are an error, so that a misspelt one is never ignored. */
export const object =
  <const Shape extends Fields>(shape: Shape): Reader<Read<Shape>> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(value, path, 'an object');
    const read: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(value)) {
      const reader = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (reader === undefined) fail(name, `a field of ${path}`, `one of ${Object.keys(shape).join(', ')}`);
      read[name] = reader(entry, `${path}.${name}`);
    }
    return read as Read<Shape>;
  };

/** An object of known fields of which those named must be there. */
export const objectWith =
  <const Shape extends Fields, const Name extends keyof Shape & string>(
    shape: Shape,
    ...required: readonly Name[]
  ): Reader<Read<Shape> & { [Key in Name]: ReturnType<Shape[Key]> }> =>
  (value, path) => {
    const read = object(shape)(value, path);
    for (const name of required) if (!(name in read)) fail(undefined, `${path}.${name}`, 'given');
    return read as ReturnType<ReturnType<typeof objectWith<Shape, Name>>>;
  };
