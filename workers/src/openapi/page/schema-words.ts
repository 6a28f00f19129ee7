import type { JsonSchema } from '../openapi-document.ts';

/** The types of a value in words, such as `string or null`. */
export function typeWords({ type, anyOf, items, enum: values, const: only }: JsonSchema): string {
  if (anyOf !== undefined) return Array.from(new Set(anyOf.map(typeWords))).join(' or ');
  if (items !== undefined) return `list of ${typeWords(items)}`;
  return [type ?? typeof (only ?? values?.[0] ?? {})].flat().join(' or ');
}

/** What a value has to keep to, and what it may be, in words; empty when it is its type alone. */
export function limitWords(schema: JsonSchema): string {
  const { anyOf = [], items } = schema;
  const words = [
    valueWords(schema),
    rangeWords(schema),
    lengthWords(schema),
    patternWords(schema),
    known(anyOf.map(limitWords)).join('; or '),
    items && limitWords(items),
    exampleWords(schema),
  ];
  return known(words).join('; ');
}

/** What there is something to say of, once. */
function known(words: readonly (string | undefined)[]): readonly (string | undefined)[] {
  return Array.from(new Set(words)).filter(Boolean);
}

function valueWords({ enum: values, const: only }: JsonSchema): string | undefined {
  if (only !== undefined) return `always ${only}`;
  return values === undefined ? undefined : values.join(', ');
}

function rangeWords({ minimum, maximum }: JsonSchema): string | undefined {
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) return `${minimum ?? 'up'} to ${maximum}`;
  return minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : `at least ${minimum}`;
}

function lengthWords({ minLength, maxLength }: JsonSchema): string | undefined {
  const least = minLength === undefined ? 'at most' : `${minLength} to`;
  if (maxLength !== undefined) return `${least} ${maxLength} characters`;
  return minLength === undefined ? undefined : `at least ${minLength} characters`;
}

/** The formats of zod bring patterns of a hundred characters, which their name says better. */
function patternWords({ pattern, format }: JsonSchema): string | undefined {
  if (format !== undefined) return format;
  return pattern === undefined ? undefined : `matches ${pattern}`;
}

function exampleWords({ examples }: JsonSchema): string | undefined {
  return examples === undefined ? undefined : `such as ${examples.join(', ')}`;
}
