import { Problem } from '@voxlane/schema';

/**
 * Bytes from outside as a JSON object.
 * @param example of one that would be right.
 * @throws Problem `invalid_json` that says what the bytes are instead; it never quotes them.
 */
export function parseJsonObject(bytes: Uint8Array, example = '{"text":"Hello"}'): Record<string, unknown> {
  const text = decode(bytes);
  if (text.trim() === '') throw fault(`is empty; send a JSON object such as ${example}`);
  const value = parse(text, example);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fault(`must be a JSON object such as ${example}, not ${kindOf(value)}`);
  }
  return { ...value };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw fault('is not valid UTF-8; send JSON encoded in UTF-8', cause);
  }
}

function parse(text: string, example: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw fault(`is not valid JSON${placeOf(cause)}; send a JSON object such as ${example}`, cause);
  }
}

/** V8 mentions the place in its message, though not for every fault. */
function placeOf(error: unknown): string {
  const position = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : ` at position ${position}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

function fault(what: string, cause?: unknown): Problem {
  return new Problem('invalid_json', `The request body ${what}`, { cause });
}
