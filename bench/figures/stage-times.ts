import { parseServerTiming } from '../../packages/speech/src/sidecar/server-timing.ts';
import { spreadOf } from './spread.ts';

/**
 * Median of each stage that any of the headers `Server-Timing` names, in milliseconds; a header that does not name it
 * has no part in it.
 */
export function medianStages(headers: readonly (string | undefined)[]): Map<string, number> {
  const found = headers.map((header) => parseServerTiming(header ?? null));
  const names = new Set(found.flatMap((stages) => Object.keys(stages)));
  return new Map([...names].map((name) => [name, spreadOf(found.flatMap((stages) => stages[name] ?? [])).p50]));
}
