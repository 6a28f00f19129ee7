/**
 * Settings of the edge that a sidecar in a container gets as well, where they are set: how it reaches the speech model,
 * how it decodes, and the limits, which should be the same on both sides.
 *
 * API_KEYS and ALLOWED_ORIGINS are not among them: clients and pages never reach the container. FALLBACKS is not, since
 * a fallback is spoken to by the edge.
 */
export const CONTAINER_SETTINGS = [
  'RUNPOD_API_KEY',
  'ECHOTTS_STREAMING_ENDPOINT',
  'RUNPOD_STREAMING_ENDPOINT',
  'SIDECAR_SECRET',
  'SERVICES',
  'LINACODEC_MODEL',
  'HF_ENDPOINT',
  'HF_TOKEN',
  'DECODE_WORKERS',
  'DECODE_THREADS',
  'DECODE_FAST',
  'MAX_STREAMS',
  'MAX_QUEUE',
  'DRAIN_TIMEOUT_MS',
  'TIMEOUT_MS',
  'CHUNK_TIMEOUT_MS',
  'QUEUE_TIMEOUT_MS',
  'EVENTS_QUEUE_TIMEOUT_MS',
  'COLD_START',
  'TOTAL_TIMEOUT_MS',
  'ITEM_TIMEOUT_MS',
  'MAX_TEXT_CHARACTERS',
  'MAX_BODY_BYTES',
  'LOOK_AHEAD',
  'MAX_ATTEMPTS',
  'BREAKER_FAILURES',
  'LOG_LEVEL',
] as const;

/** The environment of a sidecar in a container; `[vars]` may hold numbers, booleans and tables beside text. */
export function containerSettings(environment: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = CONTAINER_SETTINGS.map((name) => [name, textOf(environment[name])] as const);
  return {
    ...Object.fromEntries(given.filter(([, text]) => text !== '')),
    HOST: '0.0.0.0',
    PORT: String(CONTAINER_PORT),
  };
}

/** Where the sidecar listens inside its container. */
export const CONTAINER_PORT = 4173;

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
}
