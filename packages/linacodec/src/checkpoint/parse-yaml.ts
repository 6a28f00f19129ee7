import { parse } from 'yaml';
import type { z } from 'zod';
import { CheckpointError, quoted } from './checkpoint-error.ts';
import { MAX_CONFIG_BYTES, MAX_YAML_ALIASES } from './config-limits.ts';

/** Parses YAML text with a schema, or throws a CheckpointError that names the first wrong key. */
export function parseYaml<S extends z.ZodType>(schema: S, text: string, file: string): z.output<S> {
  const value = yamlValue(text, file);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw new CheckpointError({
    file,
    found: `${issue.path.join('.') || 'the whole file'} = ${quoted(valueAt(value, issue.path))}`,
    expected: expectation(issue),
  });
}

function yamlValue(text: string, file: string): unknown {
  if (text.length > MAX_CONFIG_BYTES) {
    throw new CheckpointError({
      file,
      found: `${text.length} characters`,
      expected: `YAML of at most ${MAX_CONFIG_BYTES}`,
    });
  }
  try {
    return parse(text, { logLevel: 'error', maxAliasCount: MAX_YAML_ALIASES });
  } catch (cause) {
    // Not only YAML errors: brackets nested without end exhaust the stack of the library.
    const reason = cause instanceof Error ? cause.message : cause;
    throw new CheckpointError(
      { file, found: `YAML that cannot be read (${quoted(reason)})`, expected: 'YAML' },
      { cause },
    );
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
  return at;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => quoted(value)).join(' or ');
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}
