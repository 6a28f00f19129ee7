import {
  type BatchSettings,
  choice,
  endpointUrl,
  flag,
  type GatewayConfig,
  gatewayConfig,
  gatewaySettings,
  models,
  readSettings,
  TEXT_CEILING,
  whole,
} from '@voxlane/gateway';
import { SERVICE_IDS } from '@voxlane/schema';
import { z } from 'zod';
import { type PlatformFetch, serviceConfigs } from './service-configs.ts';

const ONE_YEAR_S = 31_536_000;
const ONE_MIB = 1_048_576;

/** Every setting of the edge by its name in `[vars]` or among the secrets. */
export const settings = z.object({
  ...gatewaySettings,
  DEFAULT_SERVICE: choice('vibevoice', SERVICE_IDS).describe('Speaks when neither body nor subdomain says who.'),
  VIBEVOICE_ENDPOINT: endpointUrl(),
  CHATTERBOX_ENDPOINT: endpointUrl(),
  QWEN_ENDPOINT: endpointUrl(),
  MODELS: models().describe('Further names of services, for clients that know only a `model`.'),
  MAX_INPUT_CHARACTERS: whole(4_096, 1, TEXT_CEILING, 'UTF-16 units').describe("Longest text on OpenAI's route."),
  SPEECH_CACHE_SECONDS: whole(0, 0, ONE_YEAR_S, 'seconds').describe('How long finished speech is kept; 0: not at all.'),
  SPEECH_CACHE_MAX_BYTES: whole(16 * ONE_MIB, ONE_MIB, 500 * ONE_MIB, 'bytes').describe(
    'Longest speech that is kept: 96 kB a second.',
  ),
  BATCH_AT_ONCE: whole(2, 1, 6, 'items').describe('Items of one batch at work at once.'),
  BATCH_ITEM_MAX_BYTES: whole(16 * ONE_MIB, ONE_MIB / 16, 32 * ONE_MIB, 'bytes').describe(
    'Longest clip of an item of a batch, encoded; held in memory.',
  ),
  LISTS_NEED_KEY: flag(false).describe('Lists of models and voices need a key of API_KEYS too.'),
  SIDECAR_URL: endpointUrl().describe('The sidecar that speaks for echotts, where no binding leads to one.'),
});

/** How finished speech is kept. */
export interface CacheSettings {
  /** For how many seconds; 0 for not at all. */
  seconds: number;
  /** Of one speech, at most. */
  maxBytes: number;
}

/** The edge as it is set up: parsed once, trusted everywhere. */
export interface EdgeConfig extends GatewayConfig {
  /** Whether who asks for models and voices has to show a key. */
  listsNeedKey: boolean;
  cache: CacheSettings;
  batch: BatchSettings;
}

/**
 * Reads the settings of the edge out of an environment; names that are no setting are passed over.
 * @param sidecar the binding that leads to the sidecar, where there is one.
 * @throws Problem `not_configured` that names every wrong setting and what it should be, and no value.
 */
export function readConfig(environment: Readonly<Record<string, unknown>>, sidecar?: PlatformFetch): EdgeConfig {
  const values = readSettings(settings, environment);
  const { DEFAULT_SERVICE: defaultService, LISTS_NEED_KEY: listsNeedKey } = values;
  const own = {
    served: SERVICE_IDS,
    defaultService,
    services: serviceConfigs(values, sidecar),
    models: values.MODELS,
    maxInputCharacters: Math.min(values.MAX_INPUT_CHARACTERS, values.MAX_TEXT_CHARACTERS),
  };
  const cache = { seconds: values.SPEECH_CACHE_SECONDS, maxBytes: values.SPEECH_CACHE_MAX_BYTES };
  const batch = { atOnce: values.BATCH_AT_ONCE, itemMaxBytes: values.BATCH_ITEM_MAX_BYTES };
  return { ...gatewayConfig(values, own), listsNeedKey, cache, batch };
}
