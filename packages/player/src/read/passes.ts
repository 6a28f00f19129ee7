/** Statuses of failures that may be over when the request is sent again. */
const STATUSES: readonly (number | undefined)[] = [408, 425, 429, 500, 502, 503, 504];

/** The lane's codes say more than their status: these fail again, */
const LASTING: ReadonlySet<string> = new Set([
  'internal',
  'not_configured',
  'streaming_disabled',
  'total_timeout',
  'upstream_ambiguous',
  'upstream_bad_audio',
  'upstream_not_found',
  'upstream_refused',
  'upstream_unauthorized',
]);

/** and these pass, also in an event, which has no status. */
const PASSING: ReadonlySet<string> = new Set([
  'chunk_timeout',
  'cold_start_timeout',
  'connect_timeout',
  'first_audio_timeout',
  'item_timeout',
  'overloaded',
  'rate_limited',
  'request_timeout',
  'sidecar_unreachable',
  'upstream_bad_reply',
  'upstream_failed',
  'upstream_gap',
  'upstream_out_of_memory',
  'upstream_rate_limited',
  'upstream_restarted',
  'upstream_unreachable',
]);

/** True when the same request may succeed later. */
export function passes(code: string | undefined, status: number | undefined): boolean {
  if (code !== undefined && LASTING.has(code)) return false;
  return (code !== undefined && PASSING.has(code)) || STATUSES.includes(status);
}
