import { configuredService, type GatewayValues } from '@voxlane/gateway';
import { SERVICE_IDS, type ServiceId } from '@voxlane/schema';
import type { ServiceConfig, ServiceConfigs, SidecarLink } from '@voxlane/speech';

/** `fetch` of a binding: it reaches the sidecar whatever the host of the URL. */
export type PlatformFetch = typeof fetch;

/** The settings that say how services are reached. */
export interface ServiceValues
  extends Pick<
    GatewayValues,
    'RUNPOD_API_KEY' | 'RUNPOD_STREAMING_ENDPOINT' | 'SIDECAR_SECRET' | 'SERVICES' | 'FALLBACKS'
  > {
  VIBEVOICE_ENDPOINT: string | undefined;
  CHATTERBOX_ENDPOINT: string | undefined;
  QWEN_ENDPOINT: string | undefined;
  SIDECAR_URL: string | undefined;
}

/** The setting with a service's own endpoint, for the services that the edge itself can speak to. */
export const ENDPOINT_SETTINGS = {
  vibevoice: 'VIBEVOICE_ENDPOINT',
  chatterbox: 'CHATTERBOX_ENDPOINT',
  qwen: 'QWEN_ENDPOINT',
} as const satisfies Partial<Record<ServiceId, keyof ServiceValues>>;

/** A binding ignores the host of a URL, but a URL needs one. */
const BOUND_SIDECAR = 'http://sidecar';

/** Every service by its id, the built-in templates overlaid with SERVICES. */
export function serviceConfigs(values: ServiceValues, bound?: PlatformFetch): ServiceConfigs {
  const sidecar = sidecarOf(values, bound);
  const entries = SERVICE_IDS.map((id): [ServiceId, ServiceConfig] => [
    id,
    configuredService(id, values, id === 'echotts' ? { url: undefined, sidecar } : { url: endpointOf(id, values) }),
  ]);
  return Object.fromEntries(entries) as Record<ServiceId, ServiceConfig>;
}

/** A binding goes before SIDECAR_URL: where there is one, the way over the network is the longer one. */
function sidecarOf({ SIDECAR_URL, SIDECAR_SECRET }: ServiceValues, bound?: PlatformFetch): SidecarLink | undefined {
  if (bound !== undefined) return { url: BOUND_SIDECAR, secret: SIDECAR_SECRET, fetch: bound };
  return SIDECAR_URL === undefined ? undefined : { url: SIDECAR_URL.replace(/\/+$/, ''), secret: SIDECAR_SECRET };
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
