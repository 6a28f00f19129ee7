import { endpointGap } from '@voxlane/gateway';
import { SERVICES } from '@voxlane/schema';
import type { ServiceConfig } from '@voxlane/speech';
import { ENDPOINT_SETTINGS, isDirect } from './service-configs.ts';

/** A sentence on what a service lacks before it can speak; undefined when nothing is missing. */
export function serviceGap(service: ServiceConfig): string | undefined {
  const missing = missingOf(service);
  return missing === undefined ? undefined : `${SERVICES[service.id].name} is not available: ${missing}`;
}

function missingOf(service: ServiceConfig): string | undefined {
  if (isDirect(service.id)) return endpointGap(service, ENDPOINT_SETTINGS[service.id]);
  return service.sidecar === undefined ? 'set SIDECAR_URL, or bind a sidecar as SIDECAR' : undefined;
}
