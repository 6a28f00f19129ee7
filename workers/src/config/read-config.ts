import {
  choice,
  endpointUrl,
  flag,
  type GatewayConfig,
  gatewayConfig,
  gatewaySettings,
  readSettings,
} from '@voxlane/gateway';
import { SERVICE_IDS } from '@voxlane/schema';
import { z } from 'zod';
import { type PlatformFetch, serviceConfigs } from './service-configs.ts';

/** Every setting of the edge by its name in `[vars]` or among the secrets. */
export const settings = z.object({
  ...gatewaySettings,
  DEFAULT_SERVICE: choice('vibevoice', SERVICE_IDS).describe('Speaks when neither body nor subdomain says who.'),
  VIBEVOICE_ENDPOINT: endpointUrl(),
  CHATTERBOX_ENDPOINT: endpointUrl(),
  QWEN_ENDPOINT: endpointUrl(),
  LISTS_NEED_KEY: flag(false).describe('Lists of models and voices need a key of API_KEYS too.'),
  SIDECAR_URL: endpointUrl().describe('The sidecar that speaks for echotts, where no binding leads to one.'),
});

/** The edge as it is set up: parsed once, trusted everywhere. */
export interface EdgeConfig extends GatewayConfig {
  /** Whether who asks for models and voices has to show a key. */
  listsNeedKey: boolean;
}

/**
 * Reads the settings of the edge out of an environment; names that are no setting are passed over.
 * @param sidecar the binding that leads to the sidecar, where there is one.
 * @throws Problem `not_configured` that names every wrong setting and what it should be, and no value.
 */
export function readConfig(environment: Readonly<Record<string, unknown>>, sidecar?: PlatformFetch): EdgeConfig {
  const values = readSettings(settings, environment);
  const { DEFAULT_SERVICE: defaultService, LISTS_NEED_KEY: listsNeedKey } = values;
  const own = { served: SERVICE_IDS, defaultService, services: serviceConfigs(values, sidecar) };
  return { ...gatewayConfig(values, own), listsNeedKey };
}
