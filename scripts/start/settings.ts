import { demoVoices } from './demo-voices.ts';

export type Settings = Readonly<Record<string, string>>;

/** Opens nothing but the emulator, so it may be read by anyone. */
export const EMULATOR_KEY = 'local-emulator-key';

/**
 * Setting of each service that the emulator can stand in for at the edge, the service, and the path there: two behind
 * RunPod's queue, one as a plain server, so that both kinds can be tried.
 */
const EMULATED = [
  { setting: 'VIBEVOICE_ENDPOINT', id: 'vibevoice', path: '/v2/vibevoice' },
  { setting: 'CHATTERBOX_ENDPOINT', id: 'chatterbox', path: '/v2/chatterbox' },
  { setting: 'QWEN_ENDPOINT', id: 'qwen', path: '/plain/qwen/tts' },
] as const;

/** What a person gave for each of the two. */
export interface GivenSettings {
  edge: Settings;
  sidecar: Settings;
}

/** Where the started programs listen. */
export interface LocalUrls {
  emulator: string;
  sidecar: string;
}

/** What the started programs are told, and which of them are needed at all. */
export interface StartSettings {
  edge: Settings;
  /** Undefined: somebody else's sidecar is used. */
  sidecar: Settings | undefined;
  usesEmulator: boolean;
}

/**
 * Fills in the emulator for every service without an endpoint, and the sidecar unless one is given. A key that a person
 * gave goes with endpoints that a person gave: while all services are emulated the edge gets the emulator's key, and as
 * soon as one is real the emulator's key is left out, so that it reaches no one else. The same goes for the sidecar.
 */
export function startSettings(given: GivenSettings, urls: LocalUrls): StartSettings {
  const emulated = emulatedEndpoints(given.edge, urls.emulator);
  const count = Object.keys(emulated).length;
  const key = count === EMULATED.length ? { RUNPOD_API_KEY: EMULATOR_KEY } : {};
  const own = given.edge.SIDECAR_URL === undefined;
  const echotts = own && !hasEchotts(given.sidecar);
  const voices = echotts ? demoVoices(given.sidecar.SERVICES) : {};
  const secret = own ? sharedSecret(given) : {};
  const link = own ? { SIDECAR_URL: urls.sidecar, ...(echotts ? demoVoices(given.edge.SERVICES) : {}) } : {};
  return {
    edge: { ...emulated, ...given.edge, ...key, ...link, ...secret },
    sidecar: own
      ? { ...given.sidecar, ...(echotts ? { ...emulatedEchotts(urls.emulator), ...voices } : {}), ...secret }
      : undefined,
    usesEmulator: count > 0 || echotts,
  };
}

/** One secret for both, however it was given. A sidecar that asks clients for keys asks the edge for one, too. */
function sharedSecret({ edge, sidecar }: GivenSettings): Settings {
  const keys = sidecar.API_KEYS?.split(',').map((key) => key.trim());
  const secret = sidecar.SIDECAR_SECRET ?? edge.SIDECAR_SECRET ?? keys?.find((key) => key !== '');
  return secret === undefined ? {} : { SIDECAR_SECRET: secret };
}

function emulatedEchotts(emulatorUrl: string): Settings {
  return { ECHOTTS_STREAMING_ENDPOINT: `${emulatorUrl}/v2/echotts`, RUNPOD_API_KEY: EMULATOR_KEY };
}

function emulatedEndpoints(given: Settings, emulatorUrl: string): Settings {
  if (given.RUNPOD_STREAMING_ENDPOINT !== undefined) return {};
  const own = servicesWithEndpoint(given.SERVICES);
  const missing = EMULATED.filter(({ setting, id }) => given[setting] === undefined && !own.has(id));
  return Object.fromEntries(missing.map(({ setting, path }) => [setting, `${emulatorUrl}${path}`]));
}

function hasEchotts({ ECHOTTS_STREAMING_ENDPOINT: own, RUNPOD_STREAMING_ENDPOINT: all, SERVICES }: Settings): boolean {
  return own !== undefined || all !== undefined || servicesWithEndpoint(SERVICES).has('echotts');
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
