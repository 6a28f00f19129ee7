import { parseEndpoint } from '@voxlane/runpod';
import { SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import { builtinTemplates, mergeTemplate, type ServiceConfig, type ServiceConfigs } from '@voxlane/speech';
import type { Fallbacks, ServiceOverrides } from './service-settings.ts';
import { takesKey } from './takes-key.ts';

/** The settings that say how services are reached. */
export interface ServiceValues {
  RUNPOD_API_KEY: string | undefined;
  RUNPOD_STREAMING_ENDPOINT: string | undefined;
  VIBEVOICE_ENDPOINT: string | undefined;
  CHATTERBOX_ENDPOINT: string | undefined;
  SERVICES: ServiceOverrides;
  FALLBACKS: Fallbacks;
}

/** The setting with a service's own endpoint, for the services that the edge itself can speak to. */
export const ENDPOINT_SETTINGS = {
  vibevoice: 'VIBEVOICE_ENDPOINT',
  chatterbox: 'CHATTERBOX_ENDPOINT',
} as const satisfies Partial<Record<ServiceId, keyof ServiceValues>>;

/** Every service by its id, the built-in templates overlaid with SERVICES. */
export function serviceConfigs(values: ServiceValues): ServiceConfigs {
  const entries = SERVICE_IDS.map((id) => [id, serviceConfig(id, values)]);
  return Object.fromEntries(entries);
}

function serviceConfig(id: ServiceId, values: ServiceValues): ServiceConfig {
  const override = values.SERVICES[id] ?? {};
  const template = mergeTemplate(builtinTemplates[id], override);
  const url = endpointOf(id, values);
  const endpoint = url === undefined ? undefined : parseEndpoint(url, template.kind);
  const keyed = endpoint !== undefined && takesKey(endpoint, override.sendKey ?? false);
  return {
    id,
    template,
    endpoint,
    apiKey: keyed ? values.RUNPOD_API_KEY : undefined,
    fallback: values.FALLBACKS[id],
  };
}

/** A service's own setting, else its entry in SERVICES, else the endpoint for all. */
function endpointOf(id: ServiceId, values: ServiceValues): string | undefined {
  if (!isDirect(id)) return undefined;
  return values[ENDPOINT_SETTINGS[id]] ?? values.SERVICES[id]?.endpoint ?? values.RUNPOD_STREAMING_ENDPOINT;
}

/** True for a service that the edge speaks to without help. */
export function isDirect(id: ServiceId): id is keyof typeof ENDPOINT_SETTINGS {
  return id in ENDPOINT_SETTINGS;
}
