/** Longest header that is looked at, in UTF-16 units, and most of its entries: a sidecar names a handful of stages. */
const MAX_LENGTH = 2_000;
const MAX_ENTRIES = 16;
const NAME = /^[a-z0-9-]{1,32}$/;
/** Below 1e9 ms, which are eleven days. */
const DURATION = /^dur *= *"?(\d{1,9}(?:\.\d{1,9})?)"?$/i;

/**
 * Durations in milliseconds by metric name, as a `Server-Timing` header tells them (W3C Server Timing). Entries that
 * say something else are passed over; of two by one name the first counts.
 */
export function parseServerTiming(header: string | null): Record<string, number> {
  const durations = new Map<string, number>();
  for (const entry of (header ?? '').slice(0, MAX_LENGTH).split(',', MAX_ENTRIES)) {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    const ms = parameters.map((parameter) => DURATION.exec(parameter)?.[1]).find((found) => found !== undefined);
    if (ms !== undefined && NAME.test(name) && !durations.has(name)) durations.set(name, Number(ms));
  }
  return Object.fromEntries(durations);
}
