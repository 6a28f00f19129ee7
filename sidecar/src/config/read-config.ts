import {
  configuredService,
  endpointUrl,
  flag,
  type GatewayConfig,
  type GatewayValues,
  gatewayConfig,
  gatewaySettings,
  readSettings,
  setting,
  whole,
} from '@voxlane/gateway';
import { SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import type { ServiceConfig, ServiceConfigs } from '@voxlane/speech';
import { z } from 'zod';

const TEN_MINUTES_MS = 600_000;
/** More gain nothing on any machine that we know of. */
const MAX_DECODE_COUNT = 64;

/** Every setting of the sidecar by its name in the environment. */
export const settings = z.object({
  ...gatewaySettings,
  ECHOTTS_STREAMING_ENDPOINT: endpointUrl().describe('Where the speech model is, which yields tokens.'),
  PORT: whole(4173, 0, 65_535).describe('0 takes any free port.'),
  HOST: word('127.0.0.1', 'an address to listen on such as 127.0.0.1 or 0.0.0.0'),
  LINACODEC_MODEL: text('nano', 'a folder, a Hugging Face repo id such as YatharthS/LinaCodec, or nano'),
  DECODE_WORKERS: count(MAX_DECODE_COUNT).describe('Decodes at the same time; by default one a core.'),
  DECODE_THREADS: count(MAX_DECODE_COUNT).describe('Threads of each; by default one.'),
  DECODE_FAST: flag(false).describe('Large matrices in 8 bits: about twice as fast, and no longer exact.'),
  MAX_STREAMS: count(1_000, 'streams').describe('Speaking at once; by default four a worker.'),
  MAX_QUEUE: whole(32, 0, 10_000, 'streams').describe('Waiting for their turn; beyond them 503.'),
  DRAIN_TIMEOUT_MS: whole(30_000, 0, TEN_MINUTES_MS, 'milliseconds').describe('For running streams after SIGTERM.'),
});

/** A core holds more, also with a codec of full size: `npm run bench streams` found five and a half. */
const STREAMS_PER_WORKER = 4;

/** How the codec decodes. */
export interface CodecSettings {
  /** A folder, a Hugging Face repo id, or `nano`. */
  model: string;
  /** Undefined: as the machine's cores suggest. */
  workers: number | undefined;
  threads: number | undefined;
  fast: boolean;
}

/** The sidecar as it is set up: parsed once, trusted everywhere. */
export interface SidecarConfig extends GatewayConfig {
  host: string;
  port: number;
  codec: CodecSettings;
  maxStreams: number;
  maxQueue: number;
  drainMs: number;
  /** Edge and clients show one of these as their bearer token; empty: nobody has to. */
  keys: readonly string[];
}

/**
 * Reads the settings of the sidecar out of an environment; names that are no setting are passed over.
 * @param cores of the machine, of which each is a worker where nobody says otherwise.
 * @throws Problem `not_configured` that names every wrong setting and what it should be, and no value.
 */
export function readConfig(environment: Readonly<Record<string, unknown>>, cores = 4): SidecarConfig {
  const values = readSettings(settings, environment);
  const { SIDECAR_SECRET, API_KEYS } = values;
  const services = Object.fromEntries(SERVICE_IDS.map((id) => [id, serviceOf(id, values)]));
  return {
    ...gatewayConfig(values, {
      served: ['echotts'],
      defaultService: 'echotts',
      services: services as Record<ServiceId, ServiceConfig> satisfies ServiceConfigs,
      models: {},
      maxInputCharacters: values.MAX_TEXT_CHARACTERS,
    }),
    host: values.HOST,
    port: values.PORT,
    codec: {
      model: values.LINACODEC_MODEL,
      workers: values.DECODE_WORKERS,
      threads: values.DECODE_THREADS,
      fast: values.DECODE_FAST,
    },
    maxStreams: values.MAX_STREAMS ?? STREAMS_PER_WORKER * (values.DECODE_WORKERS ?? cores),
    maxQueue: values.MAX_QUEUE,
    drainMs: values.DRAIN_TIMEOUT_MS,
    keys: SIDECAR_SECRET === undefined ? API_KEYS : [SIDECAR_SECRET, ...API_KEYS],
  };
}

interface ServiceValues extends GatewayValues {
  ECHOTTS_STREAMING_ENDPOINT: string | undefined;
}

/** EchoTTS alone is reached from here; a fallback is the edge's business, which reaches the others. */
function serviceOf(id: ServiceId, values: ServiceValues): ServiceConfig {
  const { ECHOTTS_STREAMING_ENDPOINT: own, SERVICES, RUNPOD_STREAMING_ENDPOINT: all } = values;
  const url = id === 'echotts' ? (own ?? SERVICES.echotts?.endpoint ?? all) : undefined;
  return { ...configuredService(id, values, { url }), fallback: undefined };
}

function word(fallback: string, should: string) {
  return setting(fallback, should, (text) => (/\s/.test(text) ? undefined : text));
}

function text(fallback: string, should: string) {
  return setting(fallback, should, (value) => value);
}

function count(most: number, unit = '') {
  const should = `a whole number ${unit === '' ? '' : `of ${unit} `}from 1 to ${most}`;
  return setting<number | undefined>(undefined, should, (text) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
  });
}
