export type Settings = Readonly<Record<string, string>>;

/** Opens nothing but the emulator, so it may be read by anyone. */
export const EMULATOR_KEY = 'local-emulator-key';

/** Setting of each service that the emulator can stand in for, and the id of its endpoint there. */
const EMULATED = {
  VIBEVOICE_ENDPOINT: 'vibevoice',
  CHATTERBOX_ENDPOINT: 'chatterbox',
  QWEN_ENDPOINT: 'qwen',
} as const;

/** What a started edge is told, and whether it needs the emulator at all. */
export interface StartSettings {
  edge: Settings;
  usesEmulator: boolean;
}

/**
 * Fills in the emulator for every service without an endpoint. A key that a person gave goes with endpoints that a
 * person gave: while all services are emulated the edge gets the emulator's key, and as soon as one is real the
 * emulator's key is left out, so that it reaches no one else.
 */
export function startSettings(given: Settings, emulatorUrl: string): StartSettings {
  const emulated = emulatedEndpoints(given, emulatorUrl);
  const count = Object.keys(emulated).length;
  const allEmulated = count === Object.keys(EMULATED).length;
  const key = allEmulated ? { RUNPOD_API_KEY: EMULATOR_KEY } : {};
  return { edge: { ...emulated, ...given, ...key }, usesEmulator: count > 0 };
}

function emulatedEndpoints(given: Settings, emulatorUrl: string): Settings {
  if (given.RUNPOD_STREAMING_ENDPOINT !== undefined) return {};
  const own = servicesWithEndpoint(given.SERVICES);
  const missing = Object.entries(EMULATED).filter(([name, id]) => given[name] === undefined && !own.has(id));
  return Object.fromEntries(missing.map(([name, id]) => [name, `${emulatorUrl}/v2/${id}`]));
}

/** Services whose endpoint is given in the JSON of SERVICES; the edge itself says what is wrong with a broken one. */
function servicesWithEndpoint(json = '{}'): ReadonlySet<string> {
  try {
    const services: unknown = JSON.parse(json);
    const entries = Object.entries(services ?? {}) as [string, unknown][];
    return new Set(entries.filter(([, service]) => hasEndpoint(service)).map(([id]) => id));
  } catch {
    return new Set();
  }
}

function hasEndpoint(service: unknown): boolean {
  return typeof service === 'object' && service !== null && 'endpoint' in service;
}
