/** What an answer says of a speech and its sound does not, as it was when it was spoken. */
export interface KeptFacts {
  /** The voice's name in the service's own spelling. */
  voice: string;
  pieces: number;
  /** Option names that the service does not take. */
  ignored: string[];
}

const MAX_NAME = 200;
const MAX_IGNORED = 100;
const MAX_PIECES = 1_000_000;

/** Facts as they were kept; undefined when the text is none of ours. */
export function parseFacts(json: string): KeptFacts | undefined {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const { voice, pieces, ignored } = value as Record<keyof KeptFacts, unknown>;
  const known = isName(voice) && isCount(pieces) && Array.isArray(ignored) && ignored.length <= MAX_IGNORED;
  return known && ignored.every(isName) ? { voice, pieces, ignored } : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_NAME;
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_PIECES;
}
