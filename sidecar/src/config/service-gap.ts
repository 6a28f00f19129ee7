import { endpointGap } from '@voxlane/gateway';
import { SERVICES } from '@voxlane/schema';
import type { ServiceConfig } from '@voxlane/speech';

/** A sentence on what a service lacks before the sidecar can speak for it; undefined when nothing is missing. */
export function serviceGap(service: ServiceConfig): string | undefined {
  const missing = endpointGap(service, 'ECHOTTS_STREAMING_ENDPOINT');
  return missing === undefined ? undefined : `${SERVICES[service.id].name} is not available: ${missing}`;
}
