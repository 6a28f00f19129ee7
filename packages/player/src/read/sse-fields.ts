import { PlayerError } from '../player-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The JSON object of an event. Throws a PlayerError when it is none. */
export function eventFields(data: string): Fields {
  const value = parse(data);
  if (isFields(value)) return value;
  throw new PlayerError('The speech came as events that are not JSON objects.', { code: 'malformed' });
}

/** True for a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
