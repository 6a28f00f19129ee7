/** Every setting of the edge, in the order of `.dev.vars.example`, which explains them. */
export const EDGE_SETTINGS = Object.freeze([
  'ENABLE_STREAMING',
  'DEFAULT_SERVICE',
  'RUNPOD_API_KEY',
  'RUNPOD_STREAMING_ENDPOINT',
  'VIBEVOICE_ENDPOINT',
  'CHATTERBOX_ENDPOINT',
  'QWEN_ENDPOINT',
  'SIDECAR_URL',
  'SIDECAR_SECRET',
  'SERVICES',
  'MODELS',
  'FALLBACKS',
  'API_KEYS',
  'LISTS_NEED_KEY',
  'ALLOWED_ORIGINS',
  'TIMEOUT_MS',
  'CHUNK_TIMEOUT_MS',
  'QUEUE_TIMEOUT_MS',
  'EVENTS_QUEUE_TIMEOUT_MS',
  'COLD_START',
  'TOTAL_TIMEOUT_MS',
  'ITEM_TIMEOUT_MS',
  'MAX_TEXT_CHARACTERS',
  'MAX_INPUT_CHARACTERS',
  'MAX_BODY_BYTES',
  'BATCH_AT_ONCE',
  'BATCH_ITEM_MAX_BYTES',
  'LOOK_AHEAD',
  'MAX_ATTEMPTS',
  'BREAKER_FAILURES',
  'SPEECH_CACHE_SECONDS',
  'SPEECH_CACHE_MAX_BYTES',
  'LOG_LEVEL',
]);

/** Their values are handed on in environments only: never in arguments, logs or messages. */
export const SECRET_SETTINGS = Object.freeze(['RUNPOD_API_KEY', 'SIDECAR_SECRET', 'API_KEYS']);

/**
 * The settings that a person gave: what the environment says goes before what a file says.
 * @param {NodeJS.Dict<string>} environment
 * @param {NodeJS.Dict<string>} file what `.dev.vars` or `sidecar/.env` says
 * @param {readonly string[]} names
 * @returns {Readonly<Record<string, string>>} only those that are set, and not to nothing
 */
export function givenSettings(environment, file, names = EDGE_SETTINGS) {
  /** @type {Record<string, string>} */
  const given = {};
  for (const name of names) {
    const value = environment[name] ?? file[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  return given;
}

/**
 * Names in a file that are no setting of who reads it: most likely a slip, so they are worth a warning.
 * @param {NodeJS.Dict<string>} file what `.dev.vars` or `sidecar/.env` says
 * @param {readonly string[]} names
 */
export function unknownSettings(file, names = EDGE_SETTINGS) {
  return Object.keys(file).filter((name) => !names.includes(name));
}
