import { DEFAULT_LIMITS } from '@voxlane/runpod';
import { LOG_LEVELS } from '../log/log-level.ts';
import { apiKeys, endpointUrl, origins } from './address-settings.ts';
import { choice, flag, secret, whole } from './plain-settings.ts';
import { fallbacks, serviceOverrides } from './service-settings.ts';

const TEN_MINUTES_MS = 600_000;
const ONE_DAY_MS = 86_400_000;
/** The schema takes no longer text, in UTF-16 units. */
export const TEXT_CEILING = 1_000_000;
const ONE_MIB = 1_048_576;

/** The settings that every gateway has, edge and sidecar alike, by name. */
export const gatewaySettings = {
  ENABLE_STREAMING: flag(true).describe('Off answers 503 on the streaming route.'),
  RUNPOD_API_KEY: secret().describe("RunPod's key; a secret."),
  RUNPOD_STREAMING_ENDPOINT: endpointUrl().describe('For services without an endpoint of their own.'),
  SIDECAR_SECRET: secret().describe('Goes with every call from edge to sidecar; a secret.'),
  API_KEYS: apiKeys().describe('When set, audio routes need one of them as a bearer token; a secret.'),
  ALLOWED_ORIGINS: origins().describe('Pages that may call from a browser.'),
  SERVICES: serviceOverrides().describe('What differs from the built-in templates.'),
  FALLBACKS: fallbacks().describe('Who speaks when a service fails before the first audio.'),
  TIMEOUT_MS: whole(DEFAULT_LIMITS.connectMs, 1, TEN_MINUTES_MS, 'milliseconds').describe(
    'A request body; an answer to a call; and from a worker taking the job to its first audio.',
  ),
  CHUNK_TIMEOUT_MS: whole(DEFAULT_LIMITS.chunkMs, 1, TEN_MINUTES_MS, 'milliseconds').describe('Between two chunks.'),
  QUEUE_TIMEOUT_MS: whole(DEFAULT_LIMITS.queueMs, 1, ONE_DAY_MS, 'milliseconds').describe('Queue and cold start.'),
  EVENTS_QUEUE_TIMEOUT_MS: whole(0, 0, ONE_DAY_MS, 'milliseconds').describe(
    'The same for server-sent events, which show that they live meanwhile; 0: as QUEUE_TIMEOUT_MS.',
  ),
  COLD_START: choice('cancel', ['cancel', 'keep']).describe(
    'What becomes of a job that no worker took in QUEUE_TIMEOUT_MS; `keep` leaves it queued, so that a worker wakes up.',
  ),
  TOTAL_TIMEOUT_MS: whole(DEFAULT_LIMITS.totalMs, 1, ONE_DAY_MS, 'milliseconds').describe('The whole request.'),
  ITEM_TIMEOUT_MS: whole(DEFAULT_LIMITS.clipMs, 1, ONE_DAY_MS, 'milliseconds').describe(
    'An item of a batch at work; and from a worker taking the job of a whole clip to that clip.',
  ),
  MAX_TEXT_CHARACTERS: whole(100_000, 1, TEXT_CEILING, 'UTF-16 units').describe('Longest text of a request.'),
  MAX_BODY_BYTES: whole(ONE_MIB, 1, 16 * ONE_MIB, 'bytes').describe('Largest body of a request; held in memory.'),
  LOOK_AHEAD: whole(2, 0, 4, 'pieces').describe('Requested while an earlier piece plays; the platform allows 6 calls.'),
  MAX_ATTEMPTS: whole(2, 1, 5, 'attempts').describe('Tries of a service before the first audio.'),
  BREAKER_FAILURES: whole(0, 0, 1_000, 'failures').describe('In a row, after which a service is spared; 0: never.'),
  LOG_LEVEL: choice('info', LOG_LEVELS),
};
