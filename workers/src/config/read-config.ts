import type { TimeLimits } from '@voxlane/runpod';
import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { Problem, SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import type { ServiceConfigs } from '@voxlane/speech';
import { z } from 'zod';
import { type AllowedOrigins, apiKeys, endpointUrl, origins } from './address-settings.ts';
import { choice, flag, secret, whole } from './plain-settings.ts';
import { serviceConfigs } from './service-configs.ts';
import { fallbacks, serviceOverrides } from './service-settings.ts';

/** From `info`, every request, to `silent`, none; `warn` leaves out what went well, `error` what was the client's. */
export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const TEN_MINUTES_MS = 600_000;
const ONE_DAY_MS = 86_400_000;
/** The schema takes no longer text. */
const TEXT_CEILING = 1_000_000;
const ONE_MIB = 1_048_576;

/** Every setting of the edge by its name in `[vars]` or among the secrets. */
export const settings = z.object({
  ENABLE_STREAMING: flag(true).describe('Off answers 503 on the streaming route.'),
  DEFAULT_SERVICE: choice('vibevoice', SERVICE_IDS).describe('Speaks when neither body nor subdomain says who.'),
  RUNPOD_API_KEY: secret().describe("RunPod's key; a secret."),
  RUNPOD_STREAMING_ENDPOINT: endpointUrl().describe('For services without an endpoint of their own.'),
  VIBEVOICE_ENDPOINT: endpointUrl(),
  CHATTERBOX_ENDPOINT: endpointUrl(),
  QWEN_ENDPOINT: endpointUrl(),
  SIDECAR_URL: endpointUrl().describe('The sidecar that speaks for echotts.'),
  SIDECAR_SECRET: secret().describe('Goes with every call to the sidecar; a secret.'),
  API_KEYS: apiKeys().describe('When set, audio routes need one of them as a bearer token; a secret.'),
  ALLOWED_ORIGINS: origins().describe('Pages that may call from a browser.'),
  SERVICES: serviceOverrides().describe('What differs from the built-in templates.'),
  FALLBACKS: fallbacks().describe('Who speaks when a service fails before the first audio.'),
  TIMEOUT_MS: whole(DEFAULT_LIMITS.connectMs, 1, TEN_MINUTES_MS, 'milliseconds').describe(
    'A request body; an answer to a call; and from a worker taking the job to its first audio.',
  ),
  CHUNK_TIMEOUT_MS: whole(DEFAULT_LIMITS.chunkMs, 1, TEN_MINUTES_MS, 'milliseconds').describe('Between two chunks.'),
  QUEUE_TIMEOUT_MS: whole(DEFAULT_LIMITS.queueMs, 1, ONE_DAY_MS, 'milliseconds').describe('Queue and cold start.'),
  TOTAL_TIMEOUT_MS: whole(DEFAULT_LIMITS.totalMs, 1, ONE_DAY_MS, 'milliseconds').describe('The whole request.'),
  MAX_TEXT_CHARACTERS: whole(100_000, 1, TEXT_CEILING, 'UTF-16 units').describe('Longest text of a request.'),
  MAX_BODY_BYTES: whole(ONE_MIB, 1, 16 * ONE_MIB, 'bytes').describe('Largest body of a request; held in memory.'),
  LOOK_AHEAD: whole(2, 0, 4, 'pieces').describe('Requested while an earlier piece plays; the platform allows 6 calls.'),
  MAX_ATTEMPTS: whole(2, 1, 5, 'attempts').describe('Tries of a service before the first audio.'),
  BREAKER_FAILURES: whole(0, 0, 1_000, 'failures').describe('In a row, after which a service is spared; 0: never.'),
  LOG_LEVEL: choice('info', LOG_LEVELS),
});

/** The edge as it is set up: parsed once, trusted everywhere. */
export interface EdgeConfig {
  enableStreaming: boolean;
  defaultService: ServiceId;
  services: ServiceConfigs;
  apiKeys: readonly string[];
  allowedOrigins: AllowedOrigins;
  limits: TimeLimits;
  maxTextCharacters: number;
  maxBodyBytes: number;
  lookAhead: number;
  attempts: number;
  breakerFailures: number;
  logLevel: LogLevel;
}

/**
 * Reads the settings out of an environment; names that are no setting are passed over.
 * @throws Problem `not_configured` that names every wrong setting and what it should be, and no value.
 */
export function readConfig(environment: Readonly<Record<string, unknown>>): EdgeConfig {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) throw settingsProblem(parsed.error);
  const values = parsed.data;
  return {
    enableStreaming: values.ENABLE_STREAMING,
    defaultService: values.DEFAULT_SERVICE,
    services: serviceConfigs(values),
    apiKeys: values.API_KEYS,
    allowedOrigins: values.ALLOWED_ORIGINS,
    limits: limitsOf(values),
    maxTextCharacters: values.MAX_TEXT_CHARACTERS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    lookAhead: values.LOOK_AHEAD,
    attempts: values.MAX_ATTEMPTS,
    breakerFailures: values.BREAKER_FAILURES,
    logLevel: values.LOG_LEVEL,
  };
}

function limitsOf(values: z.output<typeof settings>): TimeLimits {
  return {
    connectMs: values.TIMEOUT_MS,
    firstAudioMs: values.TIMEOUT_MS,
    queueMs: values.QUEUE_TIMEOUT_MS,
    chunkMs: values.CHUNK_TIMEOUT_MS,
    totalMs: values.TOTAL_TIMEOUT_MS,
  };
}

function settingsProblem(error: z.ZodError): Problem {
  const details = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  const faults = details.map(({ path, message }) => `${path} ${message}`).join('; ');
  return new Problem('not_configured', `The gateway's settings are not valid: ${faults}`, { details });
}
